/*
 * What every Go file here includes: the header of the link mode, new enough for the generated code.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_CGO_H
#define CAPACITY_CGO_H

#ifdef CAPACITY_BUNDLED
#include "capacity_bundled.h"
#else
#include <capacity/capacity.h>
#endif

#endif
