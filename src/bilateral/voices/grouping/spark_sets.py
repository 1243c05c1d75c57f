"""Sets from pairs, on a cluster: the connected components of each tier by alternating stars.

Kiveris et al. (2014), 'Connected components in MapReduce and beyond': large-star and small-star steps until nothing
changes, about log2 of the longest chain of them. Nothing is collected on the driver. Not here: which texts are alike
(`spark`).
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

EDGES: Final = "a binary, b binary, level int"
"""Two hashes, and the narrowest tier that they share: 0 family, 1 campaign, 2 variant; and so the wider ones too."""
LEVELS: Final = 3


def joined(pairs: "DataFrame") -> "DataFrame":
    """EDGES -> level, hash, root: the smallest hash of each set, for all other members of it."""
    from pyspark.sql import functions as f

    each = f.explode(f.sequence(f.lit(0), f.col("level")))
    edges = pairs.select(each.alias("level"), f.greatest("a", "b").alias("u"), f.least("a", "b").alias("v"))
    edges = _kept(edges.filter("u != v").distinct())
    before = (-1, -1)
    while (now := _seen(edges)) != before:
        before, edges = now, _kept(_small_star(_large_star(edges)))
    return edges.select("level", f.col("u").alias("hash"), f.col("v").alias("root"))


def _large_star(edges: "DataFrame") -> "DataFrame":
    """Each node's larger neighbours are tied to the smallest of its neighbours and itself."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    both = edges.unionAll(edges.select("level", f.col("v").alias("u"), f.col("u").alias("v")))
    least = f.least(f.col("u"), f.min("v").over(Window.partitionBy("level", "u")))
    return (
        both.withColumn("m", least)
        .filter("v > u")
        .select("level", f.col("v").alias("u"), f.col("m").alias("v"))
        .distinct()
    )


def _small_star(edges: "DataFrame") -> "DataFrame":
    """Each node and its smaller neighbours are tied to the smallest of them. Edges run from larger to smaller."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    told = edges.withColumn("m", f.min("v").over(Window.partitionBy("level", "u")))
    neighbours = told.filter("v != m").select("level", f.col("v").alias("u"), f.col("m").alias("v"))
    own = told.select("level", "u", f.col("m").alias("v"))
    return neighbours.unionAll(own).distinct()


def _seen(edges: "DataFrame") -> tuple[int, int]:
    """What tells whether anything changed: how many edges, and the sum of their hashes."""
    from pyspark.sql import functions as f

    hashed = f.xxhash64("level", "u", "v").cast("decimal(38,0)")
    row = edges.agg(f.count("*"), f.coalesce(f.sum(hashed), f.lit(0))).collect()[0]
    return int(row[0]), int(row[1])


def _kept(edges: "DataFrame") -> "DataFrame":
    """Computed now, without its history: in the checkpoint folder where there is one, else on the executors."""
    reliable = edges.sparkSession.sparkContext.getCheckpointDir() is not None
    return edges.checkpoint() if reliable else edges.localCheckpoint()
