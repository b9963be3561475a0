/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Deflate's alphabets, Huffman codes, bits and joined CRCs, each against what
 * RFC 1951 or zlib says of them. */
#include "rows.h"
#include "gzip_helper.h"

#include "gzip/gzip_code.h"
#include "gzip/gzip_crc.h"

/* RFC 1951, 3.2.5: bits of extra, and the least value of each symbol. */
static const struct {
    unsigned int extra;
    unsigned int least;
} length_symbols[] =
    {
        {0, 3},   {0, 4},   {0, 5},   {0, 6},   {0, 7},   {0, 8},
        {0, 9},   {0, 10},  {1, 11},  {1, 13},  {1, 15},  {1, 17},
        {2, 19},  {2, 23},  {2, 27},  {2, 31},  {3, 35},  {3, 43},
        {3, 51},  {3, 59},  {4, 67},  {4, 83},  {4, 99},  {4, 115},
        {5, 131}, {5, 163}, {5, 195}, {5, 227}, {0, 258},
},
  distance_symbols[] = {
      {0, 1},     {0, 2},     {0, 3},     {0, 4},      {1, 5},      {1, 7},
      {2, 9},     {2, 13},    {3, 17},    {3, 25},     {4, 33},     {4, 49},
      {5, 65},    {5, 97},    {6, 129},   {6, 193},    {7, 257},    {7, 385},
      {8, 513},   {8, 769},   {9, 1025},  {9, 1537},   {10, 2049},  {10, 3073},
      {11, 4097}, {11, 6145}, {12, 8193}, {12, 12289}, {13, 16385}, {13, 24577},
};

static void lengths_have_the_symbols_of_the_standard(void **state)
{
    unsigned int len, i = 0;

    for (len = SP_GZIP_MATCH_MIN; len <= SP_GZIP_MATCH_MAX; len++) {
        ROW("len %d", (int)len);
        sp_gzip_symbol_t s = sp_gzip_length(len);

        if (i < 28 && len == length_symbols[i + 1].least) {
            i++;
        }
        assert_int_equal(s.symbol, SP_GZIP_FIRST_LENGTH + i);
        assert_int_equal(s.count, length_symbols[i].extra);
        assert_int_equal(s.extra, len - length_symbols[i].least);
    }
}

static void distances_have_the_symbols_of_the_standard(void **state)
{
    unsigned int distance, i = 0;

    for (distance = 1; distance <= SP_GZIP_WINDOW; distance++) {
        ROW("distance %d", (int)distance);
        sp_gzip_symbol_t s = sp_gzip_distance(distance);

        if (i < 29 && distance == distance_symbols[i + 1].least) {
            i++;
        }
        assert_int_equal(s.symbol, i);
        assert_int_equal(s.count, distance_symbols[i].extra);
        assert_int_equal(s.extra, distance - distance_symbols[i].least);
    }
}

/* What is expected of a page at the least. */
static void expect_least(sp_gzip_frequencies_t *f)
{
    int i;

    memset(f, 0, sizeof(*f));
    for (i = 0; i <= SP_GZIP_END; i++) {
        f->symbol[i] = 1;
    }
    for (i = 0; i < SP_GZIP_DISTANCES; i++) {
        f->distance[i] = 1;
    }
}

/* As many shapes as there are pages: flat ones, steep ones, random ones. */
static void expect(sp_gzip_frequencies_t *f, int shape)
{
    random_t random = {(unsigned int)shape};
    apr_uint32_t a = 1, b = 1;
    int i;

    expect_least(f);
    for (i = 0; i < SP_GZIP_SYMBOLS; i++) {
        if (shape == 1) { /* the deepest tree there is */
            f->symbol[i] = a;
            a = a < 10000000 ? a + b : a;
            b = a - b;
        }
        else if (shape == 2) {
            f->symbol[i] = i == 65 ? 30000000 : 1;
        }
        else if (shape > 2 && random_below(&random, 3) == 0) {
            f->symbol[i] += 1 + random_below(&random, 1U << (shape % 20));
        }
    }
    for (i = 0; shape > 2 && i < SP_GZIP_DISTANCES; i++) {
        f->distance[i] += random_below(&random, 1U << (shape % 20));
    }
}

#define SHAPES 60

/* Of a complete code the sum of all 2^-length is 1: nothing is ambiguous, and
 * zlib takes it. */
static void check_complete(const sp_gzip_code_t *codes,
                           const apr_uint32_t *often, int count)
{
    unsigned int sum = 0;
    int i;

    for (i = 0; i < count; i++) {
        unsigned int len = SP_GZIP_CODE_COUNT(codes[i]);

        assert_int_equal(len > 0, often[i] > 0);
        assert_in_range(len, 0, SP_GZIP_CODE_MAX);
        assert_true(SP_GZIP_CODE_BITS(codes[i]) >> len == 0);
        sum += len > 0 ? 1U << (SP_GZIP_CODE_MAX - len) : 0;
    }
    assert_int_equal(sum, 1U << SP_GZIP_CODE_MAX);
}

static void codes_are_complete_and_bounded(void **state)
{
    sp_gzip_frequencies_t f;
    sp_gzip_codes_t codes;
    int shape;

    for (shape = 0; shape < SHAPES; shape++) {
        ROW("shape %d", shape);
        expect(&f, shape);
        sp_gzip_codes_make(&codes, &f);
        check_complete(codes.symbol, f.symbol, SP_GZIP_SYMBOLS);
        check_complete(codes.distance, f.distance, SP_GZIP_DISTANCES);
    }
}

static void what_is_frequent_has_a_short_code(void **state)
{
    sp_gzip_frequencies_t f;
    sp_gzip_codes_t codes;

    expect_least(&f);
    f.symbol['e'] = 1000;
    f.symbol['n'] = 500;
    sp_gzip_codes_make(&codes, &f);
    assert_int_equal(SP_GZIP_CODE_COUNT(codes.symbol['e']), 1);
    assert_int_equal(SP_GZIP_CODE_COUNT(codes.symbol['n']), 2);
    assert_in_range(SP_GZIP_CODE_COUNT(codes.symbol['x']), 9, 11);
}

static void put(sp_gzip_bits_t *bits, sp_gzip_code_t code)
{
    sp_gzip_bits_put(bits, SP_GZIP_CODE_BITS(code), SP_GZIP_CODE_COUNT(code));
}

/* Inflate what is not in a wrapper; the bytes that came out, or -1. */
static long inflate_raw(unsigned char *in, size_t len, unsigned char *out,
                        size_t room)
{
    z_stream z = {0};
    int rv;

    assert_int_equal(inflateInit2(&z, -15), Z_OK);
    z.next_in = in;
    z.avail_in = (uInt)len;
    z.next_out = out;
    z.avail_out = (uInt)room;
    rv = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    return rv == Z_STREAM_END && z.avail_in == 0 ? (long)z.total_out : -1;
}

/* One block for each shape that says every symbol and every distance. */
static void zlib_reads_the_head_and_every_symbol(void **state)
{
    static unsigned char in[300000], out[100000];
    int shape, i;

    for (shape = 0; shape < SHAPES; shape++) {
        ROW("shape %d", shape);
        sp_gzip_bits_t bits = {in, 0, 0};
        sp_gzip_frequencies_t f;
        sp_gzip_codes_t codes;
        size_t len = 0;

        expect(&f, shape);
        sp_gzip_codes_make(&codes, &f);
        sp_gzip_codes_write(&codes, &bits);
        assert_in_range(bits.out - in, 20, SP_GZIP_HEAD_MAX - 1);
        for (; len < SP_GZIP_WINDOW; len++) {
            put(&bits, codes.symbol[len & 0xFF]);
        }
        for (i = 0; i < SP_GZIP_DISTANCES; i++) {
            int symbol = SP_GZIP_FIRST_LENGTH + i % 29;

            if (codes.symbol[symbol] == 0) {
                continue;
            }
            put(&bits, codes.symbol[symbol]);
            sp_gzip_bits_put(&bits, 0, length_symbols[i % 29].extra);
            put(&bits, codes.distance[i]);
            sp_gzip_bits_put(&bits, 0, distance_symbols[i].extra);
            len += length_symbols[i % 29].least;
        }
        put(&bits, codes.symbol[SP_GZIP_END]);
        bits.out += bits.count > 0;
        if (inflate_raw(in, (size_t)(bits.out - in), out, sizeof(out)) !=
            (long)len) {
            fail_msg("shape %d", shape);
        }
        assert_int_equal(out[300], 300 & 0xFF);
    }
}

/* Bit by bit, as slow as can be. */
static int bit_of(const unsigned char *bytes, size_t i)
{
    return bytes[i / 8] >> (i % 8) & 1;
}

static void runs_of_bits_are_copied_to_any_place(void **state)
{
    unsigned char from[64 + 8], to[80];
    size_t count, before, i;

    for (i = 0; i < sizeof(from); i++) {
        from[i] = (unsigned char)(i * 73 + 11);
    }
    for (before = 0; before < 8; before++) {
        for (count = 0; count <= 8 * 64; count++) {
            sp_gzip_bits_t bits = {to, 0, 0};

            sp_gzip_bits_put(&bits, (1U << before) - 1, (unsigned int)before);
            assert_ptr_equal(sp_gzip_bits_copy(&bits, from, count),
                             from + (count + 7) / 8);
            sp_gzip_bits_put(&bits, 1, 1);
            sp_gzip_bits_put(&bits, 0, 7); /* all of the byte is out now */
            for (i = 0; i < before; i++) {
                assert_int_equal(bit_of(to, i), 1);
            }
            for (i = 0; i < count; i++) {
                assert_int_equal(bit_of(to, before + i), bit_of(from, i));
            }
            assert_int_equal(bit_of(to, before + count), 1);
            assert_int_equal((bits.out - to) * 8 + bits.count,
                             before + count + 8);
        }
    }
}

static void joined_crcs_are_those_of_zlib(void **state)
{
    static const apr_uint32_t crcs[] = {0,          1,          0x80000000,
                                        0xFFFFFFFF, 0x12345678, 0xEDB88320};
    static const apr_uint32_t lens[] = {0,  1,   2,    3,     7,     8,     19,
                                        64, 255, 1000, 65535, 65536, 262144};
    size_t i, k;

    for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
        ROW("%d", (int)lens[i]);
        sp_gzip_shift_t shift;

        sp_gzip_shift_make(&shift, lens[i]);
        for (k = 0; k < sizeof(crcs) / sizeof(crcs[0]); k++) {
            ROW("%d", (int)crcs[k]);
            assert_int_equal(
                sp_gzip_crc_join(&shift, crcs[k], 0xCAFEBABE),
                crc32_combine(crcs[k], 0xCAFEBABE, (z_off_t)lens[i]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_have_the_symbols_of_the_standard),
        cmocka_unit_test(distances_have_the_symbols_of_the_standard),
        cmocka_unit_test(codes_are_complete_and_bounded),
        cmocka_unit_test(what_is_frequent_has_a_short_code),
        cmocka_unit_test(zlib_reads_the_head_and_every_symbol),
        cmocka_unit_test(runs_of_bits_are_copied_to_any_place),
        cmocka_unit_test(joined_crcs_are_those_of_zlib),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
