package dev.sallyport.mailroom;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts the mailroom over one data folder: {@code java -cp ... dev.sallyport.mailroom.Main DATA_DIR}.
 *
 * <p>Standard output carries protocol messages only; everything for people goes to standard error. Ends with 0 when standard input
 * ends, with 2 when the folder is missing.
 */
public final class Main {

    private Main() {}

    /**
     * Serves until standard input ends.
     *
     * @param args one argument, the data folder
     * @throws IOException when standard input or output breaks
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1 || !Files.isDirectory(Path.of(args[0]))) {
            System.err.println("mailroom: give one argument, an existing data folder (see examples/mailroom/data)");
            System.exit(2);
        }
        Desk desk = new Desk(Path.of(args[0]).toRealPath());
        try (Wire wire = new Wire(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                Wire.MAX_LINE_BYTES)) {
            new Connection(wire, desk).serve();
        }
    }
}
