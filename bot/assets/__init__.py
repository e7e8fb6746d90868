"""What pictures are drawn with: a font that has Hangul, and its licence beside it. Data only.

`visabot-gothic.ttf` is NanumGothic 3.021 (Debian package fonts-nanum 20200506-1) cut down by fonttools to U+0020–017F,
U+2010–203B, arrows and a few signs, CJK punctuation, the Hangul letters and all 11,172 syllables, and the full-width
forms, as far as the original has them; without hints and layout tables. The licence reserves the original's names for
the original, so it has another one.
"""
