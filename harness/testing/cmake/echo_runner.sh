#!/bin/sh
# Stands in for the runner where a case asks how it is called.
echo "runner: $*"
