#!/bin/sh
# 用 GNU parallel 分头提炼：每 200 个文件出一份半成品，最后合成一个库。
# 用法：sh parallel.sh 旧稿目录 库目录
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$1" -type f \( -name '*.txt' -o -name '*.docx' -o -name '*.html' -o -name '*.md' \) -print |
    parallel --pipe -N 200 "qicao mine - --partial $work/{#}.jsonl"
qicao mine --merge "$work"/*.jsonl -o "$2"
