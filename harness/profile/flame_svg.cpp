#include "profile/flame_svg.hpp"

#include "base/text.hpp"
#include "base/xml_text.hpp"
#include "profile/flame_assets.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string svg_document(const std::string& kind, const std::string& title, int height,
                         const std::string& inside) {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} "
        "{}\">\n"
        "<title>{}</title>\n"
        "<style>\n{}</style>\n"
        "<style id=\"dark\" media=\"(prefers-color-scheme: dark)\">\n{}</style>\n"
        "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n"
        "{}</svg>\n",
        kind, flame_width, height, flame_width, height, escape_xml(title), flame_graph_css,
        flame_graph_dark_css, inside);
}

}  // namespace

std::string write_flame_svg(const FlamePicture& given) {
    FlamePicture picture = given;
    picture.title = printable(picture.title);
    picture.subtitle = printable(picture.subtitle);
    picture.unit = printable(picture.unit);
    for (FlameLegendEntry& entry : picture.legend) {
        entry.text = printable(entry.text);
    }
    const FlameStill still = flame_still(picture);
    return svg_document(picture.compared.empty() ? "profile" : "difference", picture.title, still.height,
                        fmt::format("{}<script type=\"application/json\" id=\"data\">{}</script>\n"
                                    "<script><![CDATA[\n(() => {{\n'use strict';\n{}{}}})();\n]]></script>\n",
                                    still.markup, flame_data(picture), flame_graph_data_js, flame_graph_js));
}

std::string write_empty_flame_svg(const std::string& title, const std::string& subtitle,
                                  const std::string& why) {
    return svg_document("profile", title, 120,
                        fmt::format("<text class=\"title\" x=\"16\" y=\"28\">{}</text>\n"
                                    "<text class=\"note\" x=\"16\" y=\"50\">{}</text>\n"
                                    "<text class=\"title\" x=\"16\" y=\"86\">{}</text>\n",
                                    escape_xml(title), escape_xml(subtitle), escape_xml(why)));
}

}  // namespace ratchet
