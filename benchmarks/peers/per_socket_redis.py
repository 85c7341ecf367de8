"""Peer: FastAPI with a Redis subscription per socket and `send_json`, as such systems are commonly written."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from redis.asyncio import Redis


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    redis = Redis.from_url(os.environ["REDIS_URL"], max_connections=10_000)
    app.state.redis = redis
    yield
    await redis.aclose()


app = FastAPI(lifespan=lifespan)


@app.websocket("/{task_id}")
async def channel(socket: WebSocket, task_id: str, replay: bool = False) -> None:
    """Subscribe, replay what the list holds if asked to, say `ready`, and pass on what comes."""
    redis: Redis = socket.app.state.redis
    await socket.accept()
    async with redis.pubsub() as subscription:
        await subscription.subscribe(task_id)
        await subscription.get_message(timeout=10)
        if replay:
            for text in await redis.lrange(f"log:{task_id}", 0, -1):
                await socket.send_json(json.loads(text))
        await socket.send_json({"type": "ready"})

        async def forward() -> None:
            async for message in subscription.listen():
                if message["type"] == "message":
                    await socket.send_json(json.loads(message["data"]))

        forwarding = asyncio.create_task(forward())
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            forwarding.cancel()
            await asyncio.gather(forwarding, return_exceptions=True)
