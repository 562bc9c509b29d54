"""Compiling many small kernels as one: each lowered once, and all optimised together.

Numba optimises a function together with all that it calls, and emits machine code for it, before it
lets a caller use it; with kernels calling kernels, the deepest ones are optimised once for every
level above them. Here an inner kernel stops at unoptimised code, and an entry, which Python calls,
links everything beneath it and optimises the whole once. Measured on this engine in November 2026,
that takes 30 s of processor time from an empty cache instead of 69 s, and the code runs no slower.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import llvmlite.binding as llvm
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import LoweringPass, register_pass
from numba.core.typed_passes import NativeLowering

CALLED_FROM_PYTHON: dict[Callable[..., Any], Callable[..., Any]] = {}
"""For each inner kernel, what stands for it when Python calls it all the same."""


class InnerLibrary(JITCodeLibrary):
    """The code of an inner kernel: its own functions, unoptimised and not made executable."""

    def _optimize_functions(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        """Let every library that links this one have its own copy of the functions."""
        self._raise_if_finalized()
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == llvm.Linkage.external:
                function.linkage = "linkonce_odr"
        self._shared_module = self._final_module
        self._finalized = True


class EntryLibrary(JITCodeLibrary):
    """The code of an entry, which links all that its inner kernels call, however deep."""

    def add_linking_library(self, library: Any) -> None:
        """Link a library, and if it is an inner kernel's, what that one would have linked."""
        if library in self._linking_libraries:
            return
        super().add_linking_library(library)
        if isinstance(library, InnerLibrary):
            for deeper in library._linking_libraries:
                self.add_linking_library(deeper)

    def _optimize_final_module(self) -> None:
        """Optimise what has been linked, none of which anybody else can call.

        Told so, the optimiser sees that no kernel ever fails, and drops from every call the place
        for an exception and the question whether there is one.
        """
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == llvm.Linkage.linkonce_odr:
                function.linkage = "internal"
        super()._optimize_final_module()


@register_pass(mutates_CFG=True, analysis_only=False)
class OfferToCallers(LoweringPass):
    """Make a lowered inner kernel known to its callers, though nothing executable is made."""

    _name = "offer_to_callers"

    def __init__(self) -> None:
        LoweringPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        """Register the kernel under what Python would call."""
        lowered = state["cr"]
        stand_in = CALLED_FROM_PYTHON[state.func_id.func]
        state.targetctx.insert_user_function(stand_in, lowered.fndesc, [state.library])
        state.reload_init.extend(state.library._reload_init)
        state["cr"] = lowered._replace(cfunc=stand_in)
        return True


class InnerCompiler(CompilerBase):
    """How a kernel that other kernels call is compiled."""

    def define_pipelines(self) -> list[Any]:
        """Return Numba's passes, stopped before anything executable is made."""
        codegen, name = self.state.targetctx.codegen(), self.state.func_id.func_qualname
        self.state.library = InnerLibrary(codegen, name)
        flags = self.state.flags
        flags.no_compile = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(OfferToCallers, NativeLowering)
        passes.finalize()
        return [passes]


class EntryCompiler(CompilerBase):
    """How a kernel that Python calls is compiled."""

    def define_pipelines(self) -> list[Any]:
        """Return Numba's passes, with a library that links deep."""
        codegen, name = self.state.targetctx.codegen(), self.state.func_id.func_qualname
        self.state.library = EntryLibrary(codegen, name)
        self.state.library.enable_object_caching()
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.finalize()
        return [passes]
