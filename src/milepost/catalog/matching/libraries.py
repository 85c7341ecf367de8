"""Libraries and frameworks that people ask for by name, and which of them nothing in the catalog is called after.

Such a name often stands for a goal: whoever says `pygame` wants Python. The plan then teaches the language and not
the library, and that has to be said. What a library is good for no rule can see, so it counts as covered only where a
concept has its name. Left out are names that are words of daily use (`dash`, `express`), and dialects of what is taught
anyway.
"""

import functools
import re
from collections.abc import Iterator

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.text import normalise
from milepost.catalog.matching.words import words_of

LIBRARIES = words_of(
    # Python
    "aiohttp biopython bokeh bs4 catboost celery circuitpython cython dask discord.py django dramatiq fastapi",
    "flask folium gensim geopandas gradio gunicorn gymnasium httpx huggingface jax jupyter keras kivy",
    "langchain langgraph lightgbm llamaindex llama-index manim matplotlib micropython mlflow mongoengine",
    "networkx nltk numba numpy opencv openpyxl pandas paramiko peewee plotly polars pyautogui pydantic pygame",
    "pyglet pyinstaller pymongo pyomo pyqt pyqt5 pyqt6 pyside pyside6 pyspark pytest python-docx pytorch",
    "qiskit sanic scikit-learn scipy scrapy seaborn spacy sqlalchemy starlette statsmodels streamlit sympy",
    "tensorflow tkinter uvicorn xgboost xlwings",
    # the web
    "alpine.js alpinejs angular angularjs babylon.js backbone.js bulma chart.js d3 d3.js echarts ember.js",
    "eslint express.js expressjs fastify graphql grpc gsap htmx jest jquery koa lodash mobx nest.js nestjs",
    "next.js nextjs nuxt nuxt.js nuxtjs p5.js p5js pixijs preact qwik react react.js reactjs redux rxjs sass",
    "scss socket.io solid.js solidjs storybook svelte sveltekit tailwind three.js threejs vite vitest vue",
    "vue.js vue2 vue3 vuejs vuetify vuex wasm webassembly webgl webpack zustand",
    # data
    "airflow bigquery dagster databricks dbt flink kubeflow looker metabase qlik tableau",
) | {
    "ant design",
    "beautiful soup",
    "chakra ui",
    "django rest framework",
    "element plus",
    "hugging face",
    "material ui",
    "react router",
    "styled components",
    "tanstack query",
    "turtle graphics",
}


def untaught_libraries(catalog: Catalog, text: str) -> tuple[str, ...]:
    """The libraries that a text names and no concept is called after, in the words of the text."""
    pattern = _untaught(catalog)
    if pattern is None:
        return ()
    found = {one[0].lower(): one[0] for one in reversed([*pattern.finditer(normalise(text))])}
    return tuple(reversed(found.values()))


@functools.lru_cache(maxsize=8)
def _untaught(catalog: Catalog) -> re.Pattern[str] | None:
    text = normalise("\n".join(_names(catalog)))
    named = {_plain(one[0]) for one in _pattern(LIBRARIES).finditer(text)}
    left = frozenset(one for one in LIBRARIES if _plain(one) not in named)
    return _pattern(left) if left else None


def _names(catalog: Catalog) -> Iterator[str]:
    """What concepts are called, and goals: those of a pack about a library need not repeat its name. An alias of a goal
    says only what people mean by it."""
    for goal in catalog.goals.values():
        yield from filter(None, (goal.names.en, goal.names.zh))
    for concept in catalog.concepts.values():
        yield from filter(None, (concept.names.en, concept.names.zh))
        yield from (*concept.aliases.en, *concept.aliases.zh)


def _plain(name: str) -> str:
    """`react` of `React.js` and `reactjs`, which are one."""
    return re.sub(r"\.?js$", "", name.lower())


def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Any of some names, of those that begin alike the longest; Chinese may stand close to them."""
    any_of = "|".join(re.escape(name) for name in sorted(names, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![a-z0-9_.+#-])(?:{any_of})(?![a-z0-9_+#]|-[a-z0-9])", re.IGNORECASE)
