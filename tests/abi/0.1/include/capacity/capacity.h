/*
 * libcapacity: sizes a workload and says what it costs. The only header to include.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Conventions of every signature:
 *   - subject first, then inputs, outputs, and last the caller's `err`, which may be NULL and is
 *     written only on failure. On failure outputs keep their value; a constructor's `*out` is NULL.
 *   - quantities are int64_t, and the name ends in the unit: _mcpu millicores, _bytes, _mrps
 *     thousandths of a request a second, _mrpm thousandths a minute, _us microseconds, _ppm parts
 *     per million, _mrcu and _mwcu thousandths of a table unit, _nusd nano-USD (rates), _uusd
 *     micro-USD (amounts). What is needed is rounded up, what is offered down, money half up.
 *   - `const T *` may be used by many threads at once, `T *` needs the object alone. ref and unref
 *     are atomic and may run on any thread. Nothing is global; no call blocks, prints or exits.
 *   - a freed handle and a pointer that lies about its length cannot be detected: they are the
 *     caller's part. Everything else answers with a status and a sentence.
 */
#ifndef CAPACITY_CAPACITY_H
#define CAPACITY_CAPACITY_H

#define CAPACITY_INSIDE_UMBRELLA 1

#include <capacity/base.h>
#include <capacity/field_ids.h>
#include <capacity/error.h>
#include <capacity/version.h>
#include <capacity/field.h>
#include <capacity/pods.h>
#include <capacity/nodes.h>
#include <capacity/dynamo.h>
#include <capacity/cost.h>
#include <capacity/hpa.h>
#include <capacity/queue.h>
#include <capacity/headroom.h>
#include <capacity/catalog.h>
#include <capacity/tier.h>
#include <capacity/guide.h>
#include <capacity/profile.h>
#include <capacity/plan.h>
#include <capacity/emit.h>
#include <capacity/assess.h>
#include <capacity/simulate.h>
#include <capacity/migrate.h>
#include <capacity/rightsize.h>

#undef CAPACITY_INSIDE_UMBRELLA

#endif
