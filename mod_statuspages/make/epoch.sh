#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# When these sources were made, in seconds since 1970: what a package's builder
# says, else the last commit, else (in what "make dist" has packed, where every
# file is of that time) the Makefile's own time.
set -eu
if [ -n "${SOURCE_DATE_EPOCH:-}" ]; then
    echo "$SOURCE_DATE_EPOCH"
elif [ -e .git ]; then
    git log -1 --format=%ct
else
    stat -c %Y Makefile
fi
