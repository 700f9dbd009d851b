"""The smallest app: one page, two lines of text. Run it with ``python examples/simple_app_example.py``."""

import cacao

app = cacao.App(title="Welcome to Cacao")


@app.mix("/")
def home():
    """Return the page."""
    return {
        "type": "main",
        "props": {
            "style": {
                "boxSizing": "border-box",
                "minHeight": "100vh",
                "padding": "20px",
                "display": "grid",
                "placeContent": "center",
                "textAlign": "center",
                "backgroundColor": "#2b1d14",
                "fontFamily": "Arial, sans-serif",
            }
        },
        "children": [
            {
                "type": "h1",
                "props": {
                    "content": "Welcome to Cacao",
                    "style": {
                        "color": "#f0be9b",
                        "fontSize": "clamp(2rem, 8vw, 3.5rem)",
                        "margin": "0 0 20px",
                    },
                },
            },
            {
                "type": "p",
                "props": {
                    "content": "A deliciously simple web framework!",
                    "style": {"color": "#D4A76A", "fontSize": "1.25rem", "margin": 0},
                },
            },
        ],
    }


if __name__ == "__main__":
    app.brew()  # Run the app like brewing hot chocolate!
