/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Tables of words; see heads.h. */
#include "import/heads.h"

#include <apr_lib.h>
#include <string.h>

const char sp_heads_description[] =
    "descri|beschreib|bedeutung|explanation|detail|meaning|definition|"
    "\xE8\xAF\xB4\xE6\x98\x8E|\xE6\x8F\x8F\xE8\xBF\xB0";

const char sp_heads_message[] =
    "message|reason|phrase|name|title|titel|meldung|nachricht|mensa|messaggio|"
    "code|\xE6\xB6\x88\xE6\x81\xAF";

const char sp_heads_text[] = "text|note|remark|comment|cause|when|use";

const char sp_heads_name[] =
    "error code|errorcode|error_code|error type|error id|error name|problem|"
    "identifier|api code|reason code|internal code|own code|fehlercode|"
    "app code|subcode";

const char sp_heads_retry[] = "retry|retri|wiederhol|again|erneut|reint";

const char sp_heads_url[] = "link|url|docs|documentation|more|see|doku|read";

/* A language, its names, and heads that only it has. */
static const struct {
    const char *tag;
    const char *names;
    const char *words;
} languages[] = {
    {"en", "english|englisch|anglais|ingl\xC3\xA9s|inglese", ""},
    {"de", "deutsch|german|allemand", "meldung|beschreibung|nachricht"},
    {"fr",
     "fran\xC3\xA7"
     "ais|french|franz\xC3\xB6sisch|francais",
     "signification"},
    {"es", "espa\xC3\xB1ol|spanish|spanisch|espanol",
     "mensaje|descripci\xC3\xB3n|descripcion"},
    {"it", "italiano|italian|italienisch", "messaggio|descrizione"},
    {"pt", "portugu\xC3\xAAs|portuguese|portugiesisch|portugues",
     "mensagem|descri\xC3\xA7\xC3\xA3o"},
    {"nl", "nederlands|dutch", "bericht|omschrijving"},
    {"pl", "polski|polish", "komunikat|opis"},
    {"sv", "svenska|swedish", "meddelande|beskrivning"},
    {"da", "dansk|danish", ""},
    {"nb", "norsk|norwegian", ""},
    {"fi", "suomi|finnish", ""},
    {"cs",
     "\xC4\x8D"
     "e\xC5\xA1tina|czech",
     ""},
    {"tr",
     "t\xC3\xBCrk\xC3\xA7"
     "e|turkish",
     ""},
    {"ru", "\xD0\xA0\xD1\x83\xD1\x81\xD1\x81\xD0\xBA\xD0\xB8\xD0\xB9|russian",
     ""},
    {"ja", "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E|japanese", ""},
    {"zh", "\xE4\xB8\xAD\xE6\x96\x87|chinese",
     "\xE6\xB6\x88\xE6\x81\xAF|\xE8\xAF\xB4\xE6\x98\x8E|"
     "\xE6\x8F\x8F\xE8\xBF\xB0"},
    {"ko", "\xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4|korean", ""},
};
#define LANGUAGES (sizeof(languages) / sizeof(languages[0]))

/* "Message (de)", "message_de", "de" -> where the two letters stand. */
static const char *tag_of(sp_slice_t head)
{
    size_t i;

    if (head.len > 3 && strchr(")]", head.p[head.len - 1]) != NULL) {
        head.len--;
    }
    if (head.len < 2 ||
        (head.len > 2 && strchr("([_.-/:", head.p[head.len - 3]) == NULL)) {
        return NULL;
    }
    for (i = 0; i < LANGUAGES; i++) {
        sp_slice_t last = sp_slice_from(head, head.len - 2);

        if (sp_slice_is(last, languages[i].tag)) {
            return languages[i].tag;
        }
    }
    return NULL;
}

int sp_heads_is_language(sp_slice_t head)
{
    size_t i;

    for (i = 0; i < LANGUAGES; i++) {
        if (sp_slice_is(head, languages[i].names) ||
            sp_slice_is(head, languages[i].tag)) {
            return 1;
        }
    }
    return 0;
}

const char *sp_heads_language(sp_slice_t head)
{
    const char *tag = tag_of(head);
    size_t i;

    for (i = 0; i < LANGUAGES && tag == NULL; i++) {
        if (sp_slice_has(head, languages[i].names) ||
            (languages[i].words[0] != '\0' &&
             sp_slice_has(head, languages[i].words))) {
            tag = languages[i].tag;
        }
    }
    return tag;
}

int sp_is_nothing(sp_slice_t text)
{
    return sp_slice_is(text, "-|--|---|n/a|none|\xE2\x80\x93|\xE2\x80\x94");
}
