package dev.sallyport.ledger.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.encoding.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tile/0/000, 0, 256",
        "tile/0/999, 999, 256",
        "tile/0/x001/000, 1000, 256",
        "tile/0/x001/x234/067, 1234067, 256",
        "tile/0/x001/x234/067.p/8, 1234067, 8",
        "tile/7/000.p/255, 0, 255",
        "tile/entries/x123/456.p/1, 123456, 1",
    })
    void a_path_reads_and_writes_back(String path, long index, int width) {
        TileAddress address = TileAddress.parse(path);
        assertEquals(index, address.index());
        assertEquals(width, address.width());
        assertEquals(path, address.path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/00/000",
                "tile/-1/000",
                "tile/8/000",
                "tile/64/000",
                "tile/0/x000/000",
                "tile/0/001/000",
                "tile/0/x001/x000",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000/1",
                "tile/0/.p/1",
                "tile/0/000.p.p/1",
                "tile/0/x001.p/000",
                "tile/entry/000",
                "/tile/0/000",
                "tile/0/000/",
                "tile/0/../000",
                "tile/0/\u0661\u0661\u0661",
                "tile/0/000.p/9999999999999999999",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            })
    void anything_else_is_refused(String path) {
        assertEquals(
                "tile_path",
                assertThrows(Malformed.class, () -> TileAddress.parse(path)).code());
    }

    @Test
    void a_tree_of_70000_leaves_has_the_tiles_that_the_specification_counts() {
        assertEquals(true, exists("tile/0/272"));
        assertEquals(false, exists("tile/0/273"));
        assertEquals(true, exists("tile/0/273.p/112"));
        assertEquals(false, exists("tile/0/273.p/113"));
        assertEquals(true, exists("tile/1/000"));
        assertEquals(true, exists("tile/1/001.p/17"));
        assertEquals(false, exists("tile/1/001.p/18"));
        assertEquals(true, exists("tile/2/000.p/1"));
        assertEquals(false, exists("tile/2/000.p/2"));
        assertEquals(false, exists("tile/3/000.p/1"));
        assertEquals(true, exists("tile/entries/273.p/112"));
    }

    private static boolean exists(String path) {
        return TileAddress.parse(path).existsAt(70_000);
    }
}
