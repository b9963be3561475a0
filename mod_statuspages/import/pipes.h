/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the two kinds of pipe tables share: where the pipes are, what "\|"
 * means, the line of dashes. Between pipes.c, table.c and
 * stack.c. */
#ifndef SP_IMPORT_PIPES_H
#define SP_IMPORT_PIPES_H

#include "import/cells.h"

/** The next pipe from @a at on that is no "\|", or the slice's length. */
apr_size_t sp_pipe_find(sp_slice_t s, apr_size_t at);

/** Whether there is one, or one at the end. */
int sp_pipe_in(sp_slice_t s);
int sp_pipe_ends(sp_slice_t s);

/** Without the pipe at its end, and trimmed. */
sp_slice_t sp_pipe_cut(sp_slice_t s);

/** With "|" for each "\|"; nothing else is changed. */
sp_slice_t sp_pipe_unescape(sp_slice_t s, apr_pool_t *pool);

/** The columns of a line of dashes, "---|:--:|"; 0 where it is none. */
int sp_pipe_dashes(sp_slice_t s);

/** Whether the first cell of a line holds a code. */
int sp_pipe_code(const sp_import_line_t *line);

/** Read a table in which each cell ends its own line with a pipe. */
void sp_import_stack(sp_import_job_t *job);

#endif /* SP_IMPORT_PIPES_H */
