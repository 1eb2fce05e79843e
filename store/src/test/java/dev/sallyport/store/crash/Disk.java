package dev.sallyport.store.crash;

import dev.sallyport.store.crash.Trace.Event;
import dev.sallyport.store.crash.Trace.What;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a disk may hold after the power went at some line of a trace. Certain is what a sync that had returned covers: the
 * writes to its file, or the names in its directory, that had returned before it began. Of everything else begun by then,
 * any part may have arrived, in any order, a write perhaps in part; names arrive in order.
 */
final class Disk {
    /** What arrived of that which was not synced. */
    enum Luck {
        /** Nothing. */
        NONE,
        /** Each write or not. */
        SOME,
        /** Each write or not, some of them only up to a sector's end. */
        TORN,
        /** Everything: as if only the process had died. */
        ALL
    }

    private static final int SECTOR = 512;

    private static final class Inode {
        final List<Event> changes = new ArrayList<>();
        final List<Event> syncs = new ArrayList<>();
    }

    private record NameChange(
            Event event, String path, @Nullable Inode inode) {}

    private final Path directory;
    private final int cut;
    private final Luck luck;
    private final Random random;
    private final Map<String, Inode> current = new HashMap<>();
    private final List<NameChange> names = new ArrayList<>();
    private final List<Event> directorySyncs = new ArrayList<>();

    /** The disk after a power cut at that line of the trace of a process that wrote to that directory. */
    Disk(List<Event> events, Path directory, int cut, Luck luck, Random random) {
        this.directory = directory;
        this.cut = cut;
        this.luck = luck;
        this.random = random;
        for (Event event : events) {
            if (event.began() <= cut) {
                take(event);
            }
        }
    }

    private void take(Event event) {
        switch (event.what()) {
            case What.Create create -> {
                if (concerns(create.path()) && !current.containsKey(create.path())) {
                    Inode inode = new Inode();
                    current.put(create.path(), inode);
                    names.add(new NameChange(event, create.path(), inode));
                }
            }
            case What.Write write -> change(write.path(), event);
            case What.Truncate truncate -> change(truncate.path(), event);
            case What.Unlink unlink -> {
                if (current.remove(unlink.path()) != null) {
                    names.add(new NameChange(event, unlink.path(), null));
                }
            }
            case What.Sync sync -> {
                Inode inode = current.get(sync.path());
                if (event.ended() > cut) {
                    return;
                }
                if (inode != null) {
                    inode.syncs.add(event);
                } else if (sync.path().equals(directory.toString())) {
                    directorySyncs.add(event);
                }
            }
            case What.Told told -> {}
        }
    }

    private void change(String path, Event event) {
        Inode inode = current.get(path);
        if (inode != null) {
            inode.changes.add(event);
        }
    }

    /** The shared memory beside the database holds nothing of its own; the lock file belongs to the process. */
    private boolean concerns(String path) {
        return path.startsWith(directory + "/") && !path.endsWith("-shm") && !path.endsWith("/lock");
    }

    /** Writes the files as they may be found. */
    void writeTo(Path target) throws IOException {
        Map<String, Inode> found = new HashMap<>();
        int certain = 0;
        for (int i = 0; i < names.size(); i++) {
            if (covered(names.get(i).event(), directorySyncs)) {
                certain = i + 1;
            }
        }
        int arrived = switch (luck) {
            case NONE -> certain;
            case SOME, TORN -> random.nextInt(certain, names.size() + 1);
            case ALL -> names.size();
        };
        for (NameChange change : names.subList(0, arrived)) {
            if (change.inode() == null) {
                found.remove(change.path());
            } else {
                found.put(change.path(), change.inode());
            }
        }
        for (Map.Entry<String, Inode> file : found.entrySet()) {
            Path name = Path.of(file.getKey()).getFileName();
            write(target.resolve(String.valueOf(name)), file.getValue());
        }
    }

    private void write(Path file, Inode inode) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Event change : inode.changes) {
                boolean certain = covered(change, inode.syncs);
                if (certain || luck == Luck.ALL || (luck != Luck.NONE && random.nextBoolean())) {
                    apply(channel, change.what(), !certain && luck == Luck.TORN && random.nextInt(4) == 0);
                }
            }
        }
        Files.readAttributes(file, "size");
    }

    private void apply(FileChannel channel, What what, boolean torn) throws IOException {
        if (what instanceof What.Write write) {
            int length = write.bytes().length;
            if (torn && length > SECTOR) {
                length = SECTOR * random.nextInt(1, length / SECTOR + 1);
            }
            ByteBuffer bytes = ByteBuffer.wrap(write.bytes(), 0, Math.min(length, write.bytes().length));
            long at = write.offset();
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } else if (what instanceof What.Truncate truncate) {
            channel.truncate(truncate.size());
        }
    }

    private static boolean covered(Event change, List<Event> syncs) {
        return syncs.stream().anyMatch(sync -> change.ended() < sync.began());
    }
}
