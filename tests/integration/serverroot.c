/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Folder and configuration of a private httpd; see serverroot.h. */
#include "serverroot.h"
#include "matrix.h"
#include "text.h"

#include <apr_strings.h>
#include <arpa/inet.h>
#include <errno.h>
#include <ftw.h>
#include <glob.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* sun_path is 108 bytes on Linux, and mod_cgid appends to ours */
#define LONGEST_ROOT 70

/* Whether everybody may go through every folder above @a path. */
static int open_to_all(const char *path)
{
    char *copy = strdup(path), *slash;
    struct stat info;
    int open = 1;

    while (open && (slash = strrchr(copy, '/')) != NULL && slash != copy) {
        *slash = '\0';
        open = stat(copy, &info) == 0 && (info.st_mode & S_IXOTH) != 0;
    }
    free(copy);
    return open;
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0755) != 0 && errno != EEXIST) {
        text_die("can't make %s: %s", path, strerror(errno));
    }
    chmod(path, 0755);
}

/* Make the folders on the way to a file. */
static void make_parents(apr_pool_t *pool, const char *path, apr_size_t from)
{
    char *copy = apr_pstrdup(pool, path), *slash = copy + from;

    while ((slash = strchr(slash + 1, '/')) != NULL) {
        *slash = '\0';
        make_folder(copy);
        *slash = '/';
    }
}

const char *serverroot_make(apr_pool_t *pool, const char *name)
{
    static const char *const folders[] = {"conf", "logs",    "htdocs",
                                          "run",  "cgi-bin", NULL};
    static int number;
    const char *tmp = getenv("TMPDIR");
    char *root = apr_psprintf(pool, SP_BUILD "/integration/%s.%d.%d", name,
                              (int)getpid(), ++number);
    int i;

    if (strlen(root) > LONGEST_ROOT || (geteuid() == 0 && !open_to_all(root))) {
        root = apr_psprintf(pool, "%s/sp-%s.%d.%d", tmp ? tmp : "/tmp", name,
                            (int)getpid(), number);
    }
    make_folder(root);
    for (i = 0; folders[i] != NULL; i++) {
        make_folder(apr_pstrcat(pool, root, "/", folders[i], NULL));
    }
    return root;
}

static int remove_one(const char *path, const struct stat *info, int type,
                      struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

void serverroot_remove(const char *root)
{
    nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *make_file(server_t *s, const char *path, const char *text,
                             int mode)
{
    const char *full = server_path(s, path);

    make_parents(s->pool, full, strlen(s->root));
    text_write(full, text, mode);
    return full;
}

void server_file(server_t *s, const char *path, const char *text)
{
    make_file(s, path, text, 0644);
}

void server_font(server_t *s, const char *path)
{
    static const char font[60] = "wOF2\0\1\0\0\0\0\0\x3c\0\1\0\0"
                                 "\0\0\0\x64\0\0\0\x0c";
    FILE *file;

    make_file(s, path, "", 0644);
    file = fopen(server_path(s, path), "wb");
    if (file == NULL || fwrite(font, sizeof(font), 1, file) != 1 ||
        fclose(file) != 0) {
        text_die("can't write %s", path);
    }
}

void server_script(server_t *s, const char *path, const char *text)
{
    make_file(s, path, text, 0755);
}

void server_folder(server_t *s, const char *path)
{
    const char *full = server_path(s, path);

    make_parents(s->pool, full, strlen(s->root));
    make_folder(full);
    chmod(full, 0777);
}

int serverroot_free_port(void)
{
    struct sockaddr_in addr;
    socklen_t length = sizeof(addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&addr, sizeof(addr)) != 0 ||
        getsockname(fd, (struct sockaddr *)&addr, &length) != 0) {
        text_die("no free port: %s", strerror(errno));
    }
    close(fd);
    return ntohs(addr.sin_port);
}

/* The last of the files that fit a pattern; the pattern where none does. */
static const char *newest(apr_pool_t *pool, const char *pattern)
{
    glob_t found;
    const char *path = pattern;

    if (glob(pattern, 0, NULL, &found) == 0) {
        path = apr_pstrdup(pool, found.gl_pathv[found.gl_pathc - 1]);
        globfree(&found);
    }
    return path;
}

/* The .so of a module: ours, the misbehaving one, or one of httpd's. */
static const char *module_file(server_t *s, const char *name)
{
    const char *ours = getenv("SP_MODULE");

    if (strcmp(name, "statuspages") == 0) {
        return ours != NULL ? ours : SP_BUILD "/mod_statuspages.so";
    }
    if (strcmp(name, "sp_test") == 0) {
        return SP_BUILD "/integration/mod_sp_test.so";
    }
    if (strcmp(name, "php") == 0) {
        return newest(s->pool, SP_LIBEXECDIR "/libphp[0-9]*.so");
    }
    return apr_psprintf(s->pool, SP_LIBEXECDIR "/mod_%s.so", name);
}

int server_has_module(server_t *s, const char *name)
{
    return access(module_file(s, name), R_OK) == 0;
}

/* A module may have been built into httpd. */
static const char *load_module(server_t *s, const char *name)
{
    return apr_psprintf(s->pool,
                        "<IfModule !%s_module>\n"
                        "LoadModule %s_module \"%s\"\n"
                        "</IfModule>\n",
                        name, name, module_file(s, name));
}

static const char *load_modules(server_t *s)
{
    const char *out = "<IfModule !mpm_event_module>\n"
                      "<IfModule !mpm_worker_module>\n"
                      "<IfModule !mpm_prefork_module>\n";
    char *last, *name;

    out = apr_psprintf(s->pool,
                       "%sLoadModule mpm_%s_module \"" SP_LIBEXECDIR
                       "/mod_mpm_%s.so\"\n"
                       "</IfModule>\n</IfModule>\n</IfModule>\n",
                       out, s->mpm, s->mpm);
    name = apr_strtok(apr_pstrdup(s->pool, s->modules), " ", &last);
    while (name != NULL) {
        out = apr_pstrcat(s->pool, out, load_module(s, name), NULL);
        name = apr_strtok(NULL, " ", &last);
    }
    return out;
}

/* Who the children run as, where we are root: somebody without rights. */
static const char *user_and_group(server_t *s)
{
    const struct passwd *user;

    if (geteuid() != 0) {
        return "";
    }
    user = getpwnam("nobody");
    if (user == NULL) {
        user = getpwnam("daemon");
    }
    if (user == NULL) {
        text_die("neither a user nobody nor daemon to run httpd as");
    }
    return apr_psprintf(s->pool, "User #%u\nGroup #%u\n",
                        (unsigned)user->pw_uid, (unsigned)user->pw_gid);
}

static const char frame[] =
    "ServerName localhost:@PORT@\n"
    "Listen 127.0.0.1:@PORT@\n"
    "DefaultRuntimeDir run\n"
    "PidFile run/httpd.pid\n"
    "ErrorLog logs/error_log\n"
    "ErrorLogFormat \"[%{cu}t] [%-m:%l] [%L] %M [%E]\"\n"
    "LogLevel notice\n"
    "LogFormat \"%{c}L %L %>s %B \\\"%r\\\"\" harness\n"
    "CustomLog logs/access_log harness\n"
    "DocumentRoot htdocs\n"
    "<Directory />\nAllowOverride None\n</Directory>\n"
    "Timeout 10\n"
    "KeepAliveTimeout 10\n"
    "GracefulShutdownTimeout 10\n"
    "StartServers 1\n"
    "<IfModule mpm_prefork_module>\n"
    "MaxRequestWorkers 8\nMinSpareServers 1\nMaxSpareServers 2\n"
    "</IfModule>\n"
    "<IfModule !mpm_prefork_module>\n"
    "ThreadsPerChild 16\nMaxRequestWorkers 32\n"
    "MinSpareThreads 1\nMaxSpareThreads 32\n"
    "</IfModule>\n"
    "<IfModule mime_module>\nTypesConfig conf/mime.types\n</IfModule>\n"
    "<IfModule cgid_module>\nScriptSock cgid\n</IfModule>\n"
    "<IfModule http2_module>\nProtocols h2 h2c http/1.1\n</IfModule>\n"
    "<IfModule sp_test_module>\n"
    "<Location /t>\nSetHandler sp-test\n</Location>\n"
    "</IfModule>\n";

void serverroot_write_conf(server_t *s)
{
    const char *conf = apr_pstrcat(s->pool, load_modules(s), user_and_group(s),
                                   frame, matrix_conf(s), s->conf, NULL);

    server_file(s, "conf/mime.types",
                "text/html html shtml\ntext/plain txt\n"
                "application/json json\nimage/png png\n");
    server_file(s, "conf/httpd.conf", text_fill(s->pool, conf, s->vars));
}
