/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Ops + values -> a plan. Everything known is evaluated here and now; what is
 * live stays behind as holes and jumps. */
#ifndef SP_RENDER_H
#define SP_RENDER_H

#include "plan.h"
#include "template.h"
#include "value.h"

/**
 * Render @a tpl with @a root. {{x}} is escaped by @a escape; {{{x}}} and
 * {{&x}} are not. Partials and parents come from @a partial. A partial that
 * includes itself without end is a fault, not a crash. The plan is allocated
 * from @a pool and keeps nothing of @a root but string pointers copied into
 * it.
 */
apr_status_t sp_render(sp_plan_t **plan, const sp_template_t *tpl,
                       const sp_value_t *root, sp_escape_t escape,
                       sp_partial_fn partial, void *baton, apr_pool_t *pool,
                       sp_error_t *err);

#endif /* SP_RENDER_H */
