package dev.sallyport.provenance.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.provenance.delegation.Delegation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a right may go beside what the user speaks of. */
class RightsTest {

    @ParameterizedTest
    @CsvSource({
        "rw, Share file 12 read-only with Lena., true",
        "rw, Share file 12 with Lena so that she can edit it., false",
        "rw, Read my mail and share file 12 with Lena., false",
        "viewer, Share file 12 with Lena., false",
        "owner, Share file 12 with Lena., true",
        "project_admin, Add Lena to my own project., true",
        "project_admin, Add Lena to the project as admin., false",
    })
    void aRight_goesNoFurtherThanTheUserSpeaksOf(String right, String prompt, boolean exceeds) {
        assertEquals(exceeds, Rights.exceeds(right, Delegation.of(List.of(prompt))));
    }
}
