#!/usr/bin/env bash
# One scheduled retraining: a lock, a log of its own, one line of JSON for log shippers, and the exit code of `retrain`.
#   scripts/retrain.sh --config FILE --out DIR [--date DATE] [--logs DIR] [--keep N] [-- ARGUMENT...]
# DATE is yesterday (UTC) unless given. Logs go to DIR/logs unless --logs says where: retrain-<date>-<time>.log, of which
# the newest N (30) stay, and runs.jsonl, to which each retraining adds its lines `run` and `end`; it is cut at 10,000 lines.
# What follows -- goes to `scripts/shrinkage retrain`, such as --set data.dir=/data or --master spark://host:7077.
# Exit codes: 0 promoted, 5 kept out, 7 another retraining runs; all others as in docs/commands.md.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
config='' out='' date='' logs='' keep=30

usage() {
  echo "retrain.sh: $1" >&2
  sed -n '3p' "${BASH_SOURCE[0]}" | sed 's/^# */usage: /' >&2
  exit 2
}

while (($# > 0)); do
  case $1 in
    --config | --out | --date | --logs | --keep)
      (($# > 1)) || usage "$1 needs a value"
      declare "${1#--}=$2"
      shift 2
      ;;
    --)
      shift
      break
      ;;
    -h | --help)
      sed -n '2,8p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//'
      exit 0
      ;;
    *) usage "unknown argument $1; arguments of shrinkage come after --" ;;
  esac
done
[[ -n $config ]] || usage "--config is missing"
[[ -n $out ]] || usage "--out is missing"
[[ $keep =~ ^[1-9][0-9]*$ ]] || usage "--keep $keep: expected a number of logs, at least 1"
date=${date:-$(date -u -d yesterday +%F)}
[[ $date =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || usage "--date $date: expected YYYY-MM-DD"
logs=${logs:-$out/logs}

mkdir -p "$logs"
exec 9>"$logs/.lock"
if ! flock -n 9; then
  echo "retrain.sh: another retraining runs; its lock is $logs/.lock" >&2
  exit 7
fi

log=$logs/retrain-$date-$(date -u +%Y%m%dT%H%M%SZ).log
status=0
"$home/scripts/shrinkage" retrain --config "$config" --out "$out" --date "$date" --json "$@" >"$log" 2>&1 || status=$?

# The log holds lines of JSON and, where something failed, what people were told.
grep -E '^\{"event":"(run|end)"' "$log" >>"$logs/runs.jsonl" || true
if (($(wc -l <"$logs/runs.jsonl") > 10000)); then
  tail -n 5000 "$logs/runs.jsonl" >"$logs/runs.jsonl.new"
  mv "$logs/runs.jsonl.new" "$logs/runs.jsonl"
fi
find "$logs" -maxdepth 1 -name 'retrain-*.log' -printf '%T@ %p\n' | sort -rn | tail -n +$((keep + 1)) | cut -d ' ' -f 2- \
  | while IFS= read -r old; do rm -f -- "$old"; done

case $status in
  0) outcome="promoted, or nothing to do" ;;
  5) outcome="kept out: the champion stays" ;;
  7) outcome="another run holds the lock of $out" ;;
  *) outcome="failed" && grep '^shrinkage: ' "$log" >&2 || true ;;
esac
echo "retrain.sh: $date: $outcome (exit $status); log: $log"
exit "$status"
