for script in benchmarks/bench_*.sh; do sh "$script"; done
