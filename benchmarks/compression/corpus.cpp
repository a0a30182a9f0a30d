// Writes the text that the compressors of this folder are measured on: words in the proportions of a natural
// language, numbers and line ends. The same bytes everywhere: no library's distribution has a part in it.

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// Evenly below `bound`, but for a bias of bound / 2^64.
    std::uint64_t below(std::uint64_t bound) {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t value = state_;
        value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
        value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
        return (value ^ (value >> 31U)) % bound;
    }

  private:
    std::uint64_t state_;
};

std::vector<std::string> make_vocabulary(Random& random, std::size_t words) {
    constexpr char consonants[] = "bcdfghklmnprstvw";
    constexpr char vowels[] = "aeiou";
    std::vector<std::string> vocabulary(words);
    for (std::string& word : vocabulary) {
        for (std::uint64_t syllables = 1 + random.below(4); syllables > 0; --syllables) {
            word += consonants[random.below(sizeof consonants - 1)];
            word += vowels[random.below(sizeof vowels - 1)];
        }
    }
    return vocabulary;
}

std::string make_text(std::size_t bytes) {
    Random random(20);
    const std::vector<std::string> vocabulary = make_vocabulary(random, 8000);
    std::string text;
    text.reserve(bytes + 32);
    while (text.size() < bytes) {
        // The product of two even draws favours the first words, as usage favours the common ones.
        const std::uint64_t rank = random.below(vocabulary.size()) * random.below(vocabulary.size());
        text += vocabulary[rank / vocabulary.size()];
        const std::uint64_t next = random.below(40);
        if (next == 0) {
            text += ' ' + std::to_string(random.below(1000000));
        }
        text += next == 1 ? ".\n" : " ";
    }
    text.resize(bytes);
    return text;
}

}  // namespace

int main(int argc, char* argv[]) {
    if (argc != 3) {
        std::cerr << "usage: compression_corpus <file> <MiB>\n";
        return 2;
    }
    try {
        const std::string text = make_text(std::stoul(argv[2]) << 20U);
        std::ofstream file(argv[1], std::ios::binary);
        file << text;
        file.close();
        if (!file) {
            std::cerr << argv[1] << ": cannot be written\n";
            return 1;
        }
    } catch (const std::exception& error) {
        std::cerr << "compression_corpus: " << error.what() << '\n';
        return 2;
    }
    return 0;
}
