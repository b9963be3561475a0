/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Values that try to get out of wherever a template puts them, for tests and
 * fuzzing targets alike. */
#ifndef SP_HOSTILE_WORDS_H
#define SP_HOSTILE_WORDS_H

#define HOSTILE_WORDS 18

/** 0 is harmless. */
static inline const char *hostile_word(unsigned which)
{
    static const char *const words[HOSTILE_WORDS] = {
        "harmless",
        "\"><script>alert(1)</script>",
        "' onclick='alert(1)' x='",
        "javascript:alert(1)",
        "//evil.example/",
        "--><img src=x onerror=alert(1)><!--",
        "</title></style></textarea></svg><script>x</script>",
        "`${x}` & &quot; &#34; &lt;b&gt; \\",
        "\n\n<svg/onload=x>\t=\r\n x",
        ":alert(1)",
        "/evil.example@x:y",
        "} * { background: url(//evil.example) } /*",
        "@evil.example",
        "!--",
        "-",
        "\xc0<\x01>\xff",
        "\",\"status\":1,\"x\":\"\\",
        "]]></problem>{{status}}\xe2\x80\xa8"};

    return words[which % HOSTILE_WORDS];
}

#endif /* SP_HOSTILE_WORDS_H */
