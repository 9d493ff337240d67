"""The page shell: components, styles, icons, furigana, our own JavaScript."""
