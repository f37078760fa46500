"""Pictures drawn by a seed: scenes that look like an album, and the kinds that make comparing hard.

They stand in for photographs, which cannot be had freely in such numbers. Each kind repeats a layout, as pictures of
one kind do: skies lie over grounds, faces stand in the middle, templates carry other words. The same number draws the
same picture.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Numbers = np.random.Generator
Plane = NDArray[np.float32]

SHAPES = ((480, 360), (360, 480), (480, 320), (320, 480), (400, 400), (480, 270), (480, 360), (360, 480))
WORDS = (  # noqa: SIM905 - a list of them would be fifty lines
    "summer sale opens on friday with new coffee from our own garden thank you for every kind word join us at the "
    "market hall tomorrow morning bread fresh sunday walk river light team winter story proud moment hiring two "
    "people open day free ticket music workshop children welcome price weekend delivery small batch honest craft "
    "since nineteen ninety "
).split()


GRAIN = np.random.default_rng(1).standard_normal((1024, 1024)).astype(np.float32)


def clouds(numbers: Numbers, size: tuple[int, int], roughness: float = 0.55, octaves: int = 6, first: int = 2) -> Plane:
    """Fractal noise between about -1 and 1, the finest of it two pixels wide."""
    half = (max(size[0] // 2, 1), max(size[1] // 2, 1))
    total = np.zeros(half[::-1], np.float32)
    weight = 1.0
    for octave in range(octaves):
        cells = first * 2**octave
        coarse = cut(numbers, (min(cells, half[0]) + 1, min(cells, half[1]) + 1))
        total += np.float32(weight) * np.asarray(Image.fromarray(coarse).resize(half, Image.Resampling.BICUBIC))
        weight *= roughness
    total /= np.float32(max(float(np.abs(total).max()), 1e-6))
    return np.asarray(Image.fromarray(total).resize(size, Image.Resampling.BILINEAR))


def cut(numbers: Numbers, size: tuple[int, int]) -> Plane:
    """Independent numbers around 0: a piece of a large field, because drawing them anew takes long."""
    left, top = int(numbers.integers(1024 - size[0])), int(numbers.integers(1024 - size[1]))
    return GRAIN[top : top + size[1], left : left + size[0]]


def colour(numbers: Numbers, low: float = 0, high: float = 255) -> Plane:
    """A colour, more often grey than loud."""
    grey = numbers.uniform(low, high)
    return np.clip(grey + numbers.normal(0, 35, 3), 0, 255).astype(np.float32)


def ramp(start: Plane, end: Plane, along: Plane) -> Plane:
    """Colours from ``start`` to ``end``."""
    return start + (end - start) * along[..., None]


def places(size: tuple[int, int]) -> tuple[Plane, Plane]:
    """For each pixel how far right and how far down it lies, from 0 to 1."""
    x, y = np.meshgrid(np.linspace(0, 1, size[0], dtype=np.float32), np.linspace(0, 1, size[1], dtype=np.float32))
    return x, y


def finished(numbers: Numbers, pixels: Plane, grain: float = 3.0) -> Image.Image:
    """The picture as a camera would give it: darker corners, uneven light, grain."""
    height, width = pixels.shape[:2]
    x, y = places((width, height))
    light = (
        1
        - np.float32(numbers.uniform(0, 0.35)) * ((x - 0.5) ** 2 + (y - 0.5) ** 2) * 2
        + np.float32(numbers.uniform(-0.2, 0.2)) * (x - 0.5)
    )
    noise = cut(numbers, (width, height)) * np.float32(grain)
    return Image.fromarray(np.clip(pixels * light[..., None] + noise[..., None], 0, 255).astype(np.uint8))


def words(numbers: Numbers, count: int) -> str:
    """Some words of a post."""
    return " ".join(numbers.choice(WORDS, count))


def written(
    drawing: ImageDraw.ImageDraw, place: tuple[float, float], text: str, width: float, size: int, ink: tuple[int, ...]
) -> float:
    """Writes ``text`` in lines no wider than ``width``; how far down it went."""
    font, line, top = ImageFont.load_default(size), "", place[1]
    for word in [*text.split(), ""]:
        if line and (not word or font.getlength(f"{line} {word}") > width):
            drawing.text((place[0], top), line, ink, font)
            line, top = "", top + size * 1.3
        line = f"{line} {word}".strip()
    return top


def ink(values: Plane) -> tuple[int, int, int]:
    """A colour as Pillow takes it."""
    red, green, blue = (int(value) for value in values)
    return red, green, blue


def landscape(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Sky, hills behind hills, a ground with grass or water."""
    y = places(size)[1]
    pixels = ramp(colour(numbers, 90, 200), colour(numbers, 170, 255), np.clip(y * 1.6, 0, 1))
    pixels += clouds(numbers, size, 0.6)[..., None] * numbers.uniform(5, 45)
    horizon = numbers.uniform(0.3, 0.65)
    for layer in range(int(numbers.integers(1, 4))):
        rise = clouds(numbers, (size[0], 8), 0.5)[4] * numbers.uniform(0.05, 0.25)
        below = y > horizon + layer * 0.12 - rise[None, :]
        ground = colour(numbers, 30, 150) + clouds(numbers, size, 0.75, first=4)[..., None] * numbers.uniform(10, 50)
        pixels = np.where(below[..., None], ground, pixels)
    return finished(numbers, pixels)


def sunset(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """A glow over a dark ground: many of these are nearly the same picture."""
    x, y = places(size)
    horizon, across = numbers.uniform(0.55, 0.75), numbers.uniform(0.35, 0.65)
    glow = np.exp(-(((x - across) * 1.5) ** 2 + (y - horizon) ** 2) / numbers.uniform(0.05, 0.2))
    pixels = ramp(np.array([40, 40, 80], np.float32), np.array([255, 190, 90], np.float32), glow)
    pixels += clouds(numbers, size)[..., None] * numbers.uniform(3, 25)
    rise = clouds(numbers, (size[0], 8), 0.6)[4] * numbers.uniform(0.01, 0.1)
    return finished(numbers, np.where((y > horizon - rise[None, :])[..., None], pixels * 0.15, pixels))


def texture(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Cloth, stone, leaves from near."""
    pattern = clouds(numbers, size, numbers.uniform(0.6, 0.95), first=int(numbers.integers(2, 8)))
    return finished(numbers, colour(numbers, 60, 200) + pattern[..., None] * colour(numbers, 30, 110))


def person(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Head and shoulders before a blurred background."""
    width, height = size
    back = colour(numbers, 50, 220) + clouds(numbers, size, 0.5, 4)[..., None] * numbers.uniform(10, 80)
    image = Image.fromarray(np.clip(back, 0, 255).astype(np.uint8))
    drawing = ImageDraw.Draw(image)
    for _ in range(int(numbers.integers(0, 14))):
        a, b, r = numbers.uniform(0, width), numbers.uniform(0, height), numbers.uniform(5, 45)
        drawing.ellipse((a - r, b - r, a + r, b + r), ink(colour(numbers, 80, 255)))
    image = image.filter(ImageFilter.GaussianBlur(float(numbers.uniform(2, 7))))
    drawing = ImageDraw.Draw(image)
    for _ in range(int(numbers.choice([1, 1, 1, 2, 3]))):
        a, b = numbers.uniform(0.25, 0.75) * width, numbers.uniform(0.3, 0.5) * height
        r = numbers.uniform(0.09, 0.22) * min(size)
        skin = np.array([224, 172, 140], np.float32) * numbers.uniform(0.35, 1.05)
        hair, shirt = ink(colour(numbers, 10, 140)), ink(colour(numbers, 20, 230))
        drawing.rounded_rectangle((a - 2.1 * r, b + 1.5 * r, a + 2.1 * r, height + r), r, shirt)
        for stripe in range(int(numbers.integers(0, 6))):
            down = b + (2 + stripe * 0.5) * r
            drawing.line((a - 2 * r, down, a + 2 * r, down), ink(colour(numbers)), int(r / 5) + 1)
        lift = numbers.uniform(1.1, 1.6)
        drawing.ellipse((a - 1.15 * r, b - lift * r, a + 1.15 * r, b + numbers.uniform(0.6, 1.8) * r), hair)
        drawing.ellipse((a - 0.8 * r, b - r, a + 0.8 * r, b + 1.2 * r), ink(np.clip(skin, 0, 255)))
        for side in (-0.3, 0.3):
            drawing.ellipse((a + side * r - 3, b - 0.1 * r - 2, a + side * r + 3, b - 0.1 * r + 3), (30, 20, 20))
        drawing.arc((a - 0.35 * r, b + 0.3 * r, a + 0.35 * r, b + 0.8 * r), 10, 170, (120, 40, 40), 3)
    folds = clouds(numbers, size, 0.8)[..., None] * numbers.uniform(3, 14)
    return finished(numbers, np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), np.float32) + folds)


def room(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Walls, furniture and things, each shaded."""
    width, height = size
    base = ramp(colour(numbers, 120, 230), colour(numbers, 60, 160), places(size)[1])
    image = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8))
    drawing = ImageDraw.Draw(image)
    floor = numbers.uniform(0.55, 0.8) * height
    drawing.polygon(
        [(0, floor), (width, floor + numbers.uniform(-40, 40)), (width, height), (0, height)],
        ink(colour(numbers, 40, 170)),
    )
    for _ in range(int(numbers.integers(4, 16))):
        a, b = numbers.uniform(-0.1, 0.9) * width, numbers.uniform(0, 0.85) * height
        w, h = numbers.uniform(0.05, 0.4) * width, numbers.uniform(0.05, 0.4) * height
        lean = numbers.uniform(-0.15, 0.15) * w
        fill = ink(colour(numbers))
        if numbers.random() < 0.3:
            drawing.ellipse((a, b, a + w, b + h), fill)
        else:
            drawing.polygon(
                [(a, b), (a + w, b + lean), (a + w, b + h + lean), (a, b + h)], fill, ink(colour(numbers, 0, 120))
            )
    shade = clouds(numbers, size, 0.65)[..., None] * numbers.uniform(10, 35)
    return finished(numbers, np.asarray(image, np.float32) + shade)


def street(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Houses with rows of windows: the same layout again and again."""
    width, height = size
    sky = ramp(colour(numbers, 120, 210), colour(numbers, 180, 255), places(size)[1])
    image = Image.fromarray(np.clip(sky, 0, 255).astype(np.uint8))
    drawing = ImageDraw.Draw(image)
    left = -numbers.uniform(0, 60)
    while left < width:
        wide, top = numbers.uniform(50, 150), numbers.uniform(0.05, 0.45) * height
        drawing.rectangle((left, top, left + wide, height), ink(colour(numbers, 50, 220)))
        step_x, step_y = numbers.uniform(14, 34), numbers.uniform(18, 40)
        pane = ink(colour(numbers, 10, 120))
        for a in np.arange(left + 8, left + wide - 10, step_x):
            for b in np.arange(top + 10, height * 0.85, step_y):
                lit = (250, 230, 150) if numbers.random() < 0.12 else pane
                drawing.rectangle((a, b, a + step_x * 0.5, b + step_y * 0.55), lit)
        left += wide
    drawing.rectangle((0, height * numbers.uniform(0.82, 0.92), width, height), ink(colour(numbers, 60, 130)))
    for _ in range(int(numbers.integers(0, 9))):
        a, b = numbers.uniform(0, width), numbers.uniform(0.75, 0.9) * height
        drawing.rounded_rectangle(
            (a, b, a + numbers.uniform(15, 90), b + numbers.uniform(15, 45)), 6, ink(colour(numbers))
        )
    return finished(
        numbers, np.asarray(image, np.float32) + clouds(numbers, size, 0.7)[..., None] * numbers.uniform(8, 30)
    )


def night(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Nearly black, with some lights."""
    x, y = places(size)
    pixels = np.zeros((size[1], size[0], 3), np.float32) + colour(numbers, 4, 22) * 0.5
    pixels += np.abs(clouds(numbers, size))[..., None] * numbers.uniform(2, 12)
    for _ in range(int(numbers.integers(3, 25))):
        spread = numbers.uniform(0.0001, 0.004)
        spot = np.exp(-((x - numbers.random()) ** 2 + (y - numbers.uniform(0.2, 0.9)) ** 2) / spread)
        pixels += spot[..., None] * colour(numbers, 80, 255)
    return finished(numbers, pixels, 4)


def table(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """A plate from above, in the middle, as everybody takes it."""
    width, height = size
    wood = colour(numbers, 60, 190) + clouds(numbers, size, 0.8, first=5)[..., None] * numbers.uniform(8, 40)
    image = Image.fromarray(np.clip(wood, 0, 255).astype(np.uint8))
    drawing = ImageDraw.Draw(image)
    a, b = numbers.uniform(0.4, 0.6) * width, numbers.uniform(0.4, 0.6) * height
    r = numbers.uniform(0.28, 0.46) * min(size)
    drawing.ellipse((a - r, b - r, a + r, b + r), ink(colour(numbers, 180, 255)), ink(colour(numbers, 90, 200)), 4)
    for _ in range(int(numbers.integers(6, 40))):
        turn, far, big = numbers.uniform(0, 6.3), r * numbers.uniform(0, 0.75), r * numbers.uniform(0.06, 0.3)
        p, q = a + far * np.cos(turn), b + far * np.sin(turn)
        drawing.ellipse((p - big, q - big * 0.8, p + big, q + big * 0.8), ink(colour(numbers, 20, 240)))
    soft = image.filter(ImageFilter.GaussianBlur(1))
    return finished(
        numbers, np.asarray(soft, np.float32) + clouds(numbers, size, 0.8)[..., None] * numbers.uniform(5, 20)
    )


def sea(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """Sky over water: hardly anything but a line."""
    y = places(size)[1]
    horizon = numbers.uniform(0.35, 0.65)
    sky = ramp(colour(numbers, 120, 200), colour(numbers, 190, 250), np.clip(y / horizon, 0, 1))
    sky += clouds(numbers, size, 0.5)[..., None] * numbers.uniform(0, 15)
    waves = np.asarray(Image.fromarray(clouds(numbers, (size[0] // 4, size[1]), 0.9)).resize(size))
    water = ramp(colour(numbers, 90, 170), colour(numbers, 40, 110), y) + waves[..., None] * numbers.uniform(4, 25)
    return finished(numbers, np.where((y > horizon)[..., None], water, sky), 2)


def plain(numbers: Numbers, size: tuple[int, int]) -> Image.Image:
    """A wall, fog, a sky: there is nothing to recognise."""
    x, y = places(size)
    pixels = ramp(colour(numbers, 30, 240), colour(numbers, 30, 240), (y + x * numbers.uniform(-1, 1)) * 0.3)
    return finished(numbers, pixels + clouds(numbers, size, 0.3, 3)[..., None] * numbers.uniform(0, 4), 1.5)


def template(numbers: Numbers, size: tuple[int, int], brand: int | None = None, text: str | None = None) -> Image.Image:
    """A brand's own frame with other words in it: one of forty brands, each with three layouts."""
    brand = int(numbers.integers(120)) if brand is None else brand
    own = np.random.default_rng(brand)
    size = (480, 480) if brand % 2 else (480, 270)
    width, height = size
    ground = colour(own, 20, 240)
    image = Image.new("RGB", size, ink(ground))
    drawing = ImageDraw.Draw(image)
    for _ in range(int(own.integers(1, 5))):
        a, b, r = own.uniform(0, width), own.uniform(0, height), own.uniform(20, 160)
        drawing.ellipse((a - r, b - r, a + r, b + r), ink(np.clip(ground + own.normal(0, 30, 3), 0, 255)))
    drawing.rectangle((0, height * 0.88, width, height), ink(colour(own)))
    drawing.text((16, height * 0.9), f"ACME No. {brand}", ink(colour(own)), ImageFont.load_default(22))
    face = ink(np.array([255, 255, 255] if ground.mean() < 128 else [15, 15, 20], np.float32))
    inset = own.uniform(20, 60)
    text = text or words(numbers, int(numbers.integers(5, 16)))
    written(drawing, (inset, height * own.uniform(0.12, 0.3)), text, width - 2 * inset, int(own.integers(24, 40)), face)
    return image


def chat(numbers: Numbers, _: tuple[int, int]) -> Image.Image:
    """A screenshot of a conversation: white, with words in bubbles."""
    dark = numbers.random() < 0.4
    image = Image.new("RGB", (270, 480), (18, 18, 20) if dark else (250, 250, 250))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, 270, 36), (40, 40, 44) if dark else (236, 236, 238))
    drawing.text(
        (44, 10), words(numbers, 2).title(), (200, 200, 200) if dark else (20, 20, 20), ImageFont.load_default(13)
    )
    top = 48.0
    while top < 440:
        text, mine = words(numbers, int(numbers.integers(2, 16))), numbers.random() < 0.5
        left = 70 if mine else 12
        lines = len(text) // 30 + 1
        drawing.rounded_rectangle(
            (left - 6, top - 4, left + 186, top + lines * 16),
            8,
            (30, 110, 80) if mine else (90, 90, 96) if dark else (225, 225, 230),
        )
        top = written(drawing, (left, top), text, 180, 11, (255, 255, 255) if mine or dark else (20, 20, 20)) + 12
    return image


def page(numbers: Numbers, _: tuple[int, int]) -> Image.Image:
    """A page full of words."""
    image = Image.new("RGB", (360, 480), ink(colour(numbers, 225, 255)))
    top = 30.0
    while top < 440:
        top = (
            written(
                ImageDraw.Draw(image), (30, top), words(numbers, int(numbers.integers(8, 40))), 300, 12, (25, 25, 30)
            )
            + 8
        )
    return finished(numbers, np.asarray(image, np.float32), 1)


def chart(numbers: Numbers, _: tuple[int, int]) -> Image.Image:
    """Bars on white with a title."""
    image = Image.new("RGB", (480, 300), (255, 255, 255))
    drawing = ImageDraw.Draw(image)
    drawing.text((30, 12), words(numbers, 4).capitalize(), (20, 20, 20), ImageFont.load_default(20))
    bars = int(numbers.integers(4, 10))
    fill = ink(colour(numbers, 30, 190))
    for bar in range(bars):
        left = 40 + bar * 400 / bars
        drawing.rectangle((left, 270 - numbers.uniform(10, 210), left + 300 / bars, 270), fill)
    drawing.line((36, 270, 460, 270), (60, 60, 60), 2)
    return image


Kind = Callable[[Numbers, tuple[int, int]], Image.Image]
PHOTOS: tuple[Kind, ...] = (landscape, texture, person, person, room, room, street, table)
"""What a camera sees."""
HARD: tuple[Kind, ...] = (sunset, night, sea, template, chat, page, chart)
"""What looks like its neighbours: dark, plain, or laid out alike."""
SHARE_HARD = 0.3


def kind_of(number: int) -> Kind:
    """Of which kind the picture with this number is: as in an album, where about every third is hard."""
    numbers = np.random.default_rng([number, 2718])
    kinds = (HARD if numbers.random() < SHARE_HARD else PHOTOS) if numbers.random() > 0.02 else (plain,)
    return kinds[int(numbers.integers(len(kinds)))]


def drawn(number: int, kinds: tuple[Kind, ...] = ()) -> Image.Image:
    """The picture with this number: of one of ``kinds``, or of its own kind."""
    numbers = np.random.default_rng([number, 1618])
    kind = kinds[int(numbers.integers(len(kinds)))] if kinds else kind_of(number)
    return kind(numbers, SHAPES[int(numbers.integers(len(SHAPES)))])
