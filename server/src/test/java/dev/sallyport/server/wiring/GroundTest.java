package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
    @Test
    void a_folder_is_known_by_its_real_name_and_from_home_too(@TempDir Path folder) throws IOException {
        Path home = Files.createDirectory(folder.toRealPath().resolve("me"));
        Path data = Files.createDirectory(home.resolve("gateway"));
        Path link = Files.createSymbolicLink(home.resolve("alias"), data);

        List<String> names = Ground.names(List.of(link), Optional.of(home));

        for (String name :
                List.of(link.toString(), data.toString(), "~/alias", "~/gateway", "$HOME/gateway", "${HOME}/gateway")) {
            assertTrue(names.contains(name), name + " in " + names);
        }
    }

    @Test
    void what_is_not_there_has_the_name_it_was_given(@TempDir Path folder) {
        Path missing = folder.resolve("nothing");
        assertTrue(Ground.names(List.of(missing), Optional.empty()).contains(missing.toString()));
    }
}
