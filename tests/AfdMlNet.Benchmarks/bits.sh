#!/usr/bin/env bash
# Whether a change keeps the bits of training: trains fixed runs and writes a row of SHA-256 (the first 16 digits of student.onnx's, the commit in it left
# out) for each.
# Two builds agree where their tables do. The same machine and the same number of threads are part of the comparison.
#   bits.sh path/to/afd.dll path/to/images.zip
set -euo pipefail
afd=$1
images=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
common=(--epochs 2 --seed 1 --per-class 48 --batch-size 64 --no-checkpoints --json)

run() {
    local name=$1 students=$2
    shift 2
    for threads in 1 2; do
        dotnet "$afd" train "$images" --students "$students" "${common[@]}" --threads "$threads" --out "$work/out" "$@" > "$work/log" || { tail "$work/log"; exit 1; }
        echo "| $name | $threads | $(sed -E 's/\+[0-9a-f]{40}/+commit/g' "$work/out/student.onnx" | sha256sum | cut -c1-16) |"
        rm -rf "$work/out"
    done
}

echo "| run | threads | student.onnx |"
echo "|---|---|---|"
run "dml" resnet8,resnet14 --method dml
run "afd, two depths, running average" resnet8,resnet14 --method afd --two-depths --ema 0.9
run "kd" resnet8,resnet14 --method kd
run "afd, two forwards" resnet8,resnet14 --method afd --two-forwards
run "afd, all others, R1, every other step" resnet8,resnet8,resnet14 --method afd --teachers all-others --gradient-penalty 1 --adversarial-every 2
