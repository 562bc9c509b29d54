"""Making machine code that was compiled, now or in an earlier process, ready to be called."""

from __future__ import annotations

import llvmlite.binding as llvm

from echelon.engine._calling import Code, MachineCode


def load(code: Code) -> MachineCode | None:
    """Return the code in memory, or None if it needs something that this process has not."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(jit=True)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    if not _is_known(code.outside):
        from numba.core.registry import cpu_target

        # With this Numba makes known what it lends to kernels, memory for arrays above all.
        if not (cpu_target.target_context and _is_known(code.outside)):
            return None  # LLVM would end the process
    engine.add_object_file(llvm.ObjectFileRef.from_data(code.object_file))
    engine.finalize_object()
    return MachineCode(code, engine, engine.get_function_address(code.symbol))


def _is_known(symbols: list[str]) -> bool:
    return all(map(llvm.address_of_symbol, symbols))


def circumstances() -> list[str]:
    """Return what the machine code depends on besides the sources: of what machine it is."""
    features = llvm.get_host_cpu_features().flatten()
    return [llvm.get_process_triple(), llvm.get_host_cpu_name(), features]
