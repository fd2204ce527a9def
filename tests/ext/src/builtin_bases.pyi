from collections import OrderedDict, deque
from typing import Any

from typing_extensions import disjoint_base

# Only Python knows that these bases are written in C.
@disjoint_base
class Queue(deque[Any]): ...

@disjoint_base
class Ordered(OrderedDict[Any, Any]): ...
