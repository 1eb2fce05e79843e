package dev.sallyport.server.collector;

import dev.sallyport.govern.collector.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileObjectsTest extends ObjectStoreContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    protected ObjectStore store() throws IOException {
        return new FileObjects(folder);
    }

    @Override
    protected long orderWaitsMillis() {
        return 0;
    }
}
