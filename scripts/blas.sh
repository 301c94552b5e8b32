# Sourced by the scripts that start a JVM: how a native BLAS is to run, if there is one.
# Spark runs a task a core, so it gets one thread of its own for each.
export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}
# An OpenBLAS that does not know the processor, being older, takes the kernels of one of 2004, which need four times as long.
if [[ -z ${OPENBLAS_CORETYPE:-} && $(OPENBLAS_VERBOSE=2 LD_PRELOAD=libblas.so.3 /bin/true 2>&1) == *Prescott* ]]; then
  case $(grep -m 1 '^flags' /proc/cpuinfo) in
    *avx512dq*avx512bw*avx512vl*) export OPENBLAS_CORETYPE=SKYLAKEX ;;
    *avx2*) export OPENBLAS_CORETYPE=HASWELL ;;
  esac
fi
