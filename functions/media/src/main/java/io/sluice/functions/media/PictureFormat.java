package io.sluice.functions.media;

/** How a picture is written. */
public enum PictureFormat {
    /** Small and quick, with losses. */
    JPEG("jpg"),
    /** Without losses. */
    PNG("png");

    private final String extension;

    PictureFormat(String extension) {
        this.extension = extension;
    }

    /** What names of its files end with. */
    public String extension() {
        return extension;
    }
}
