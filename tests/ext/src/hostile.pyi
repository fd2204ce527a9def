from _io import FileIO
from datetime import datetime, time

from typing_extensions import disjoint_base

# Only Python knows that these bases are written in C.
@disjoint_base
class Moment(datetime): ...

@disjoint_base
class Daytime(time): ...

@disjoint_base
class Reader(FileIO): ...
