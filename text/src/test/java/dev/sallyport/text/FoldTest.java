package dev.sallyport.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.text.normal.Fold;
import org.junit.jupiter.api.Test;

class FoldTest {

    @Test
    void everyCharacter_foldsAlike_onceAloneAndFromItsPage() {
        for (int point = 0; point <= Character.MAX_VALUE; point++) {
            String once = Fold.once(point);
            String kept = Fold.of(point);
            assertEquals(kept, once, "U+" + Integer.toHexString(point));
            char alone = Fold.alone((char) point);
            if (alone != Fold.SEVERAL) {
                assertEquals(kept, String.valueOf(alone), "U+" + Integer.toHexString(point));
            }
        }
    }
}
