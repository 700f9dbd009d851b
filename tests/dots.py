"""Dots: what colour a picture of the screen has where."""

from __future__ import annotations

import base64
from typing import Any

READ = """async ([png, places]) => {
  const image = await createImageBitmap(await (await fetch(png)).blob());
  const { width, height } = image;
  const pen = new OffscreenCanvas(width, height).getContext("2d");
  pen.drawImage(image, 0, 0);
  return places.map(([x, y]) => {
    const dot = pen.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1);
    return [...dot.data].slice(0, 3);
  });
}"""


Colour = tuple[int, ...]


def read_dots(page: Any, png: bytes, *places: tuple[float, float]) -> list[Colour]:
    """Return the colours of a picture at these places: parts of its width and height, from 0 up to below 1.

    They are read on a page of their own, as the policy of an App's page forbids it.
    """
    url = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    blank = page.context.new_page()
    found = blank.evaluate(READ, [url, places])
    blank.close()
    return [tuple(colour) for colour in found]


def alike(*colours: Colour) -> bool:
    """Tell whether colours are the same, but for how they were rounded."""
    return all(max(part) - min(part) <= 4 for part in zip(*colours, strict=True))
