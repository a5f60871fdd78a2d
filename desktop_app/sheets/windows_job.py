"""A Windows job object around this process, so that the system bounds its memory."""

import ctypes
from ctypes import wintypes

_EXTENDED_LIMITS = 9
_PROCESS_MEMORY = 0x100
_job: list[int] = []


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _Counters(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("Reads", "Writes", "Others", "ReadB", "WriteB", "OtherB"))


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("Basic", _BasicLimits),
        ("Io", _Counters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def limit_memory(allowed: int) -> None:
    """Bound the committed memory of this process to `allowed` bytes; without effect where jobs are forbidden."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]  # exists on Windows only
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    if not _job:
        job = kernel.CreateJobObjectW(None, None)
        if not job or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
            return
        _job.append(job)
    limits = _ExtendedLimits()
    limits.Basic.LimitFlags = _PROCESS_MEMORY
    limits.ProcessMemoryLimit = allowed
    kernel.SetInformationJobObject(_job[0], _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
