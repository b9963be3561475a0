/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What befalls the sites while they are asked: edits good and bad, graceful
 * restarts as an administrator makes them, children killed. */
#include "soak.h"
#include "text.h"

#include <apr_strings.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EVERY_EDIT 2
#define EVERY_GRACEFUL 5
#define EVERY_KILL 17

/* As an editor does it: the file is there at any time, old or new. */
static void replace_file(site_t *site, const char *path, const char *text)
{
    server_t *s = site->server;
    const char *aside = apr_pstrcat(s->pool, path, ".new", NULL);

    server_file(s, aside, text);
    if (rename(server_path(s, aside), server_path(s, path)) != 0) {
        text_die("can't replace %s", path);
    }
    site->edit_count++;
}

static void edit_htaccess(site_t *site, int turn)
{
    static const char *const texts[] = {
        "StatusPagesMessage 404 \"Nothing here\"\n", "StatusPagesNonsense\n",
        "StatusPagesVar name \"%{HTTP_HOST}\"\n", "<If true>\n", ""};
    int at = turn % 5;

    history_begin(&site->htaccess, at == 1 || at == 3);
    replace_file(site, "htdocs/ht/.htaccess", texts[at]);
    history_end(&site->htaccess);
}

static const char theme_page[] =
    "<!doctype html>\n<html lang=\"{{language}}\"><title>{{status}} {{message}}"
    "</title>\n<p>Theme-%d {{uri}} {{request_id}}\n</html>\n";

/* Every third one is broken; a theme of one's own is HTML, the rest is the
 * default's. */
static void edit_theme(site_t *site, int turn)
{
    const char *page = turn % 3 == 2
                           ? "<!doctype html>\n<p>{{#status}} {{nonsense}\n"
                           : apr_psprintf(site->server->pool, theme_page, turn);

    replace_file(site, "conf/theme/page.html", page);
}

static void edit_words(site_t *site, int turn)
{
    const char *words = apr_psprintf(
        site->server->pool,
        "{\"name\": \"words\", \"language\": \"en\", \"codes\": {\"404\": "
        "{\"message\": \"Words-%d\", \"description\": \"As told.\"}}%s\n",
        turn, turn % 3 == 2 ? "" : "}");

    replace_file(site, "conf/words.json", words);
}

/* "httpd -k graceful" reads the configuration before it asks for anything. */
static void graceful(site_t *site, int turn)
{
    server_t *s = site->server;
    const char *argv[] = {SP_HTTPD, "-d", s->root,    "-f",
                          NULL,     "-k", "graceful", NULL};
    int bad = turn % 3 == 2;
    result_t result;

    argv[4] = server_path(s, "conf/httpd.conf");
    edit_words(site, turn);
    if (!bad) {
        edit_theme(site, turn);
        history_begin(&site->gracefuls, 0);
    }
    result = process_run(s->pool, argv, NULL);
    if (!bad) {
        history_end(&site->gracefuls);
        site->graceful_count++;
    }
    if ((result.exit != 0) != bad) {
        mistake(site->name, result.text, NULL, NULL);
    }
    else if (bad && strstr(result.text, "words.json:1:") == NULL) {
        mistake(site->name, "the fault's place is not told", NULL, NULL);
    }
}

/* -9 and -TERM in turn. Those of the children that have threads are httpd's
 * workers; another one is mod_cgid's. */
static void kill_child(site_t *site, int turn)
{
    int children[16];
    int count = gauge_children((int)site->server->pid, children, 16);

    if (count == 0) {
        return; /* between two generations */
    }
    history_begin(&site->kills, 0);
    if (kill(children[turn % count], turn % 2 ? SIGKILL : SIGTERM) == 0) {
        site->kill_count++;
        site->pids_killed[site->pids_count++ % 4096] = children[turn % count];
    }
    history_end(&site->kills);
}

void storm(int second)
{
    int i;

    for (i = 0; i < SITES; i++) {
        site_t *site = &sites[i];

        if (second % EVERY_EDIT == 0) {
            edit_htaccess(site, second / EVERY_EDIT);
        }
        if (site->reload && second % EVERY_EDIT == 1) {
            edit_theme(site, second / EVERY_EDIT);
        }
        if (site->stormy && second % EVERY_GRACEFUL == 4) {
            graceful(site, second / EVERY_GRACEFUL);
        }
        if (site->stormy && second % EVERY_KILL == EVERY_KILL - 1) {
            kill_child(site, second / EVERY_KILL);
        }
    }
}
