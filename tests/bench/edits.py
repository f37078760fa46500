"""What people, phones and networks do to a picture before it is posted, by script: no device took these screenshots."""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Numbers = np.random.Generator
Edit = Callable[[Image.Image, Numbers], Image.Image]

LONGEST = 504
"""What the guard's decoding leaves of a picture at most."""


def as_seen(picture: Image.Image, quality: int = 80) -> Image.Image:
    """The picture after it was saved as a JPEG and decoded by the guard."""
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "JPEG", quality=quality)
    read = Image.open(stream).convert("RGB")
    read.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    return read


def scaled(picture: Image.Image, by: float) -> Image.Image:
    """Larger or smaller."""
    return picture.resize(
        (max(round(picture.width * by), 1), max(round(picture.height * by), 1)), Image.Resampling.BICUBIC
    )


def cut_out(picture: Image.Image, wide: float, high: float, across: float = 0.5, down: float = 0.5) -> Image.Image:
    """A part of it: its size and place as shares of the whole."""
    left, top = (1 - wide) * across * picture.width, (1 - high) * down * picture.height
    return picture.crop(
        (round(left), round(top), round(left + wide * picture.width), round(top + high * picture.height))
    )


def to_aspect(picture: Image.Image, aspect: float) -> Image.Image:
    """The largest part from its middle with that ratio of width to height."""
    own = picture.width / picture.height
    return cut_out(picture, min(1.0, aspect / own), min(1.0, own / aspect))


def bordered(picture: Image.Image, numbers: Numbers, share: float) -> Image.Image:
    """On a larger sheet of one colour."""
    edge = round(share * max(picture.size))
    fill = [(255, 255, 255), (0, 0, 0), tuple(int(value) for value in numbers.integers(0, 256, 3))][numbers.integers(3)]
    return ImageOps.expand(picture, edge, fill)


def filtered(picture: Image.Image, numbers: Numbers) -> Image.Image:
    """One of three looks: warm and faded, cold and hard, old."""
    kind = numbers.integers(3)
    if kind == 2:
        return Image.blend(picture, ImageOps.colorize(picture.convert("L"), (40, 20, 0), (255, 235, 190)), 0.85)
    curve = (lambda v: 35 + v * 0.78) if kind == 0 else (lambda v: 255 * (v / 255) ** 1.25)
    faded = picture.point([round(min(max(curve(value), 0), 255)) for value in range(256)] * 3)
    tint = Image.new("RGB", picture.size, (255, 190, 120) if kind == 0 else (90, 140, 255))
    return ImageEnhance.Contrast(Image.blend(faded, tint, 0.12)).enhance(0.9 if kind == 0 else 1.3)


def story(picture: Image.Image, numbers: Numbers) -> Image.Image:
    """In an upright frame on a gradient, or on its own blurred enlargement, sometimes with words over the frame."""
    frame = (540, 960)
    if numbers.random() < 0.5:
        back = to_aspect(picture, frame[0] / frame[1]).resize(frame).filter(ImageFilter.GaussianBlur(25))
    else:
        low, high = numbers.integers(0, 256, 3), numbers.integers(0, 256, 3)
        along = np.linspace(0, 1, frame[1])[:, None, None]
        back = Image.fromarray(np.broadcast_to(low + (high - low) * along, (frame[1], frame[0], 3)).astype(np.uint8))
    shown = ImageOps.contain(picture, (round(frame[0] * numbers.choice([1.0, 0.9, 0.8])), round(frame[1] * 0.8)))
    back.paste(shown, ((frame[0] - shown.width) // 2, (frame[1] - shown.height) // 2))
    if numbers.random() < 0.5:
        ImageDraw.Draw(back).text((60, 60), "what a day", (255, 255, 255), ImageFont.load_default(44))
    return back


def phone(picture: Image.Image, numbers: Numbers, *, dark: bool) -> Image.Image:
    """A feed on a phone: bars, a name, the picture over the full width or in a rounded card, words below."""
    width, height = 540, int(numbers.choice([1170, 960, 1200]))
    back, front, soft = (
        ((0, 0, 0), (240, 240, 240), (110, 110, 115)) if dark else ((255, 255, 255), (15, 15, 15), (150, 150, 155))
    )
    if dark and numbers.random() < 0.4:
        back = (21, 32, 43)
    screen = Image.new("RGB", (width, height), back)
    drawing = ImageDraw.Draw(screen)
    drawing.text((30, 12), "9:41", front, ImageFont.load_default(22))
    for bar in range(3):
        drawing.rounded_rectangle((430 + bar * 34, 14, 456 + bar * 34, 30), 4, front)
    drawing.text((24, 54), "Friends", front, ImageFont.load_default(32))
    drawing.line((0, 104, width, 104), soft)
    top = 116
    drawing.ellipse((16, top, 64, top + 48), tuple(int(value) for value in numbers.integers(0, 256, 3)))
    drawing.text((78, top + 10), "jo.walker", front, ImageFont.load_default(22))
    top += 62
    card = numbers.random() < 0.4
    left = 24 if card else 0
    if card:
        drawing.text((24, top), "out again with everybody today", front, ImageFont.load_default(22))
        top += 36
    shown = ImageOps.contain(picture, (width - 2 * left, height - top - 180))
    left = (width - shown.width) // 2
    if card:
        mask = Image.new("L", shown.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, shown.width - 1, shown.height - 1), 18, 255)
        screen.paste(shown, (left, top), mask)
    else:
        screen.paste(shown, (left, top))
    top += shown.height + 14
    for icon in range(4):
        drawing.ellipse((20 + icon * 60, top, 54 + icon * 60, top + 34), outline=front, width=3)
    for line, text in enumerate(
        ("41 likes", "jo.walker out again with everybody today,", "and it did not rain", "View all 7 comments")
    ):
        drawing.text((20, top + 48 + line * 30), text, front if line < 3 else soft, ImageFont.load_default(22))
    drawing.line((0, height - 70, width, height - 70), soft)
    for icon in range(5):
        drawing.rounded_rectangle(
            (30 + icon * 104, height - 54, 66 + icon * 104, height - 20), 8, outline=front, width=3
        )
    return screen


def desktop(picture: Image.Image, numbers: Numbers) -> Image.Image:
    """A page on a wide screen: the picture in a column, other things on both sides."""
    dark = numbers.random() < 0.4
    back, front = ((24, 26, 27), (220, 220, 220)) if dark else ((244, 245, 247), (40, 40, 45))
    screen = Image.new("RGB", (1280, 800), back)
    drawing = ImageDraw.Draw(screen)
    drawing.rectangle((0, 0, 1280, 56), (50, 52, 58) if dark else (225, 227, 231))
    drawing.rounded_rectangle((180, 12, 900, 44), 14, back)
    for row in range(9):
        drawing.ellipse(
            (30, 90 + row * 66, 62, 122 + row * 66), fill=tuple(int(value) for value in numbers.integers(60, 220, 3))
        )
        drawing.text((76, 96 + row * 66), "menu entry", front, ImageFont.load_default(18))
        drawing.text((1000, 96 + row * 66), "somebody you may know", front, ImageFont.load_default(18))
    shown = ImageOps.contain(picture, (int(numbers.integers(520, 640)), 560))
    left, top = (1280 - shown.width) // 2 - 20, 120
    drawing.text((left, 84), "Jo Walker, 2 h", front, ImageFont.load_default(20))
    screen.paste(shown, (left, top))
    drawing.text((left, top + shown.height + 16), "out again with everybody today", front, ImageFont.load_default(20))
    return screen


def captioned(picture: Image.Image, numbers: Numbers) -> Image.Image:
    """With a line of words in it."""
    changed = picture.copy()
    down = float(numbers.uniform(0.05, 0.8)) * changed.height
    ImageDraw.Draw(changed).text(
        (changed.width * 0.08, down),
        "what a day!",
        (255, 255, 255),
        ImageFont.load_default(changed.height // 9),
        stroke_width=2,
        stroke_fill=(0, 0, 0),
    )
    return changed


def off_centre(picture: Image.Image, numbers: Numbers, share: float) -> Image.Image:
    """Cut on one side more than on the other."""
    return cut_out(picture, 1 - share, 1 - share, float(numbers.choice([0, 1])), float(numbers.choice([0, 1])))


EDITS: dict[str, Edit] = {
    "unchanged": lambda p, _: p,
    "resized to half": lambda p, _: scaled(p, 0.5),
    "resized to a quarter": lambda p, _: scaled(p, 0.25),
    "stretched by 10 %": lambda p, _: p.resize((round(p.width * 1.1), p.height)),
    "JPEG quality 30": lambda p, _: as_seen(p, 30),
    "mirrored": lambda p, _: ImageOps.mirror(p),
    "turned by 90°": lambda p, n: p.transpose((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)[n.integers(2)]),
    "upside down": lambda p, _: p.transpose(Image.Transpose.ROTATE_180),
    "turned by 3°": lambda p, _: cut_out(p.rotate(3, Image.Resampling.BICUBIC), 0.93, 0.93),
    "brighter": lambda p, _: ImageEnhance.Brightness(p).enhance(1.35),
    "darker": lambda p, _: ImageEnhance.Brightness(p).enhance(0.6),
    "black and white": lambda p, _: p.convert("L").convert("RGB"),
    "filter": filtered,
    "blurred": lambda p, _: p.filter(ImageFilter.GaussianBlur(2)),
    "centred crop 5 %": lambda p, _: cut_out(p, 0.95, 0.95),
    "centred crop 10 %": lambda p, _: cut_out(p, 0.9, 0.9),
    "centred crop 20 %": lambda p, _: cut_out(p, 0.8, 0.8),
    "square": lambda p, _: to_aspect(p, 1.0),
    "16:9": lambda p, _: to_aspect(p, 16 / 9),
    "4:5": lambda p, _: to_aspect(p, 4 / 5),
    "border 5 %": lambda p, n: bordered(p, n, 0.05),
    "border 15 %": lambda p, n: bordered(p, n, 0.15),
    "story frame": story,
    "phone, light": lambda p, n: phone(p, n, dark=False),
    "phone, dark": lambda p, n: phone(p, n, dark=True),
    "desktop": desktop,
    "words over it": captioned,
    "corner crop 10 %": lambda p, n: off_centre(p, n, 0.1),
    "corner crop 20 %": lambda p, n: off_centre(p, n, 0.2),
    "corner crop 40 %": lambda p, n: off_centre(p, n, 0.4),
}


def edited(picture: Image.Image, name: str, number: int) -> Image.Image:
    """The picture after this edit, as the guard sees it; the same number gives the same edit."""
    return as_seen(EDITS[name](picture, np.random.default_rng([number, sum(name.encode())])))
