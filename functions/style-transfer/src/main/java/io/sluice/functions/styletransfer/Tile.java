package io.sluice.functions.styletransfer;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a picture that a model sees at once. It may reach over the picture's border, where that is smaller.
 *
 * @param x of its left side
 * @param y of its upper side
 */
record Tile(int x, int y, int width, int height) {

    /** How much of a tile is in its neighbour, too: there one fades into the other. */
    static final int OVERLAP = 32;

    /**
     * Tiles that cover a picture, all as large as each other.
     *
     * @param pixels how many a tile may have
     * @param step what its sides must be multiples of
     */
    static List<Tile> covering(int width, int height, int pixels, int step) {
        int tileWidth = up(width, step);
        int tileHeight = up(height, step);
        if ((long) tileWidth * tileHeight > pixels) {
            int side = Math.max(4 * OVERLAP, (int) Math.sqrt(pixels)) / step * step;
            tileWidth = Math.min(tileWidth, side);
            tileHeight = Math.min(tileHeight, side);
        }
        List<Tile> tiles = new ArrayList<>();
        for (int y : starts(height, tileHeight)) {
            for (int x : starts(width, tileWidth)) {
                tiles.add(new Tile(x, y, tileWidth, tileHeight));
            }
        }
        return tiles;
    }

    private static int up(int length, int step) {
        return (length + step - 1) / step * step;
    }

    private static int[] starts(int length, int tile) {
        if (length <= tile) {
            return new int[] {0};
        }
        int count = Math.ceilDiv(length - OVERLAP, tile - OVERLAP);
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) ((long) i * (length - tile) / (count - 1));
        }
        return starts;
    }

    /** How much a pixel of the tile counts beside those of its neighbours: less towards a border. */
    float weight(int column, int row) {
        return ramp(column, width) * ramp(row, height);
    }

    private static float ramp(int at, int length) {
        return Math.min(OVERLAP, Math.min(at + 1, length - at));
    }
}
