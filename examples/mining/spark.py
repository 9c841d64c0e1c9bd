"""用 PySpark 分头提炼：各执行器从标准输入收文件名，往标准输出写半成品；驱动器上合成一个库。

用法：spark-submit spark.py 旧稿目录 库目录
每台机器上都要有 qicao，都看得见旧稿目录。
"""

import glob
import os
import subprocess
import sys
import tempfile

from pyspark.sql import SparkSession

folder, library = sys.argv[1:3]
session = SparkSession.builder.appName("qicao mine").getOrCreate()
names = sorted(path for path in glob.glob(os.path.join(folder, "**", "*"), recursive=True) if os.path.isfile(path))
# pipe 缺省给的环境是空的，找不到 qicao；只把 PATH 带过去。
path = {"PATH": os.environ["PATH"]}
partials = session.sparkContext.parallelize(names, max(2, len(names) // 200))
partials = partials.pipe("qicao mine - --partial -", env=path)
with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as merged:
    for line in partials.toLocalIterator():
        print(line, file=merged)
    merged.flush()
    subprocess.run(["qicao", "mine", "--merge", merged.name, "-o", library], check=True)
