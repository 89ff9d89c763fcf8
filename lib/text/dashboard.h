/*
 * Parts of the Grafana dashboard.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_DASHBOARD_H
#define CAPACITY_TEXT_DASHBOARD_H

#include "text/emit.h"

/* The pair datasource: the one that the dashboard's variable names. */
void capacity__dashboard_source(capacity__emitter *emitter);

/* The pair panels. */
void capacity__dashboard_panels(const capacity__emission *emission);

#endif
