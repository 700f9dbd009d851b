"""What servers are told."""

from __future__ import annotations

from cacao import App, CacaoServer, State, run
from cacao.core.server import CacaoServer as Server

app = App()
theme = State("ocean")


def serve() -> None:
    app.brew()
    app.brew(type="desktop", title="Mine", width=800, height=600, resizable=True, fullscreen=False)
    app.brew(type="web", host="127.0.0.1", port=1634, theme={"colors": {"primary": "#2196F3"}})
    app.brew(theme=theme)
    app.brew(width="800")  # error: arg-type reportArgumentType
    app.brew(widht=800)  # error: call-arg reportCallIssue
    run(persist_sessions=True, session_storage="memory")
    run(session_storage="cloud")  # error: arg-type reportArgumentType
    Server(verbose=True, persist_sessions=True).run()
    CacaoServer(port="1634")  # error: arg-type reportArgumentType
