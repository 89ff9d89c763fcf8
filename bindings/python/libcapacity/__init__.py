"""libcapacity: sizes a workload on Kubernetes and DynamoDB and says what it costs.

    import libcapacity

    profile = libcapacity.Profile(concurrent_users=1000, spike_buffer="30%")
    plan = libcapacity.Plan(profile)
    print(plan.pods, "pods on", plan.nodes, "nodes,", plan.monthly, "USD a month")
    print(plan)                       # everything on one screen
    plan.to_dict()                    # everything as a dict

Properties are in people's units; the integers of the C library, whose names end in the unit, are in
profile.raw and plan.raw. Functions whose names end in _many work on parallel arrays of 64-bit integers without
copying them. Failures raise Error; its subclasses are named after the statuses of the library.

SPDX-License-Identifier: Apache-2.0
"""
from ._autoscaler import *
from ._autoscaler import __all__ as _autoscaler_all
from ._enums import *
from ._enums import __all__ as _enums_all
from ._ffi import VERSION as _VERSION
from ._functions import *
from ._functions import __all__ as _functions_all
from ._handles import *
from ._handles import __all__ as _handles_all
from ._play import *
from ._play import __all__ as _play_all
from ._row import Batch, Rows
from ._rows import *
from ._rows import __all__ as _rows_all
from ._runtime import Error

__version__ = ".".join(str(part) for part in _VERSION)

__all__ = ["Batch", "Error", "Rows", "__version__"]
__all__ += _autoscaler_all
__all__ += _enums_all
__all__ += _functions_all
__all__ += _handles_all
__all__ += _play_all
__all__ += _rows_all
