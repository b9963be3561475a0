#!/bin/sh
# Writes an assembler file that embeds the files named: for each its path,
# its bytes and its length, in a table sorted by path (the caller's order). It
# is for the compiler, whose preprocessor knows how wide a pointer is.
set -eu
echo '#ifdef __LP64__'
echo '#define POINTER .quad'
echo '#else'
echo '#define POINTER .long'
echo '#endif'
echo '    .section .rodata'
n=0
for f in "$@"; do
    printf 'path%d: .string "%s"\ndata%d: .incbin "%s"\n    .equ len%d, . - data%d\n    .byte 0\n' \
        "$n" "$f" "$n" "$f" "$n" "$n"
    n=$((n + 1))
done
echo '    .section .data.rel.ro, "aw"'
echo '    .balign 8'
for v in sp_builtin_table sp_builtin_count; do
    printf '    .globl %s\n    .hidden %s\n' "$v" "$v"
done
echo 'sp_builtin_table:'
i=0
while [ "$i" -lt "$n" ]; do
    printf '    POINTER path%d, data%d, len%d\n' "$i" "$i" "$i"
    i=$((i + 1))
done
echo '    .section .rodata'
echo '    .balign 8'
printf 'sp_builtin_count: .long %d\n' "$n"
echo '    .section .note.GNU-stack, "", %progbits'
