"""Pictures, sound and film: the words in their metadata, and those a picture shows where OCR is asked for.

Pictures. `image`, `image_words`, `exif`, `ocr`
Drawings of Windows. `metafile`
Sound and film. `media`, `media_tags`
"""
