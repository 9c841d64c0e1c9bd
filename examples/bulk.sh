#!/bin/sh
# 批量起草，用命令行来做：一份要求，一张表，一行一篇。和 examples/bulk.rs 做的是同一件事。
#
#   sh examples/bulk.sh 讲稿
set -eu
folder=${1:?用法：sh examples/bulk.sh 目录}
qicao=${QICAO:-qicao}

# 中途断了（断电、Ctrl-C、磁盘满），同样的命令再来一遍，只做没有做完的。
"$qicao" bulk examples/bulk.yaml --data examples/bulk.csv -o "$folder" --name '{n:02}-{meeting}' --format docx --resume ||
    echo "有的行没有起草：看上面，或者 $folder/manifest.jsonl" >&2

# 还缺的事实最多的几份。不写文件、只要一行一篇的 JSON，用 --jsonl。
"$qicao" bulk examples/bulk.yaml --data examples/bulk.csv --jsonl |
    sed 's/^{"row":\([0-9]*\),.*"placeholders":\[\([^]]*\)\].*/\1 \2/' |
    awk '{ n = gsub(/,/, ",") + (NF > 1); print n "\t第 " $1 " 行" }' | sort -rn | head -3
