package dev.sallyport.cli.hook;

import dev.sallyport.gate.registry.Assurance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * How hard it would be for an agent to walk around a hook.
 *
 * @param reason for people
 */
record Standing(Assurance level, String reason) {
    /** Judged by whether whoever runs this, and so an agent of the same user, could change the file or a folder above it. */
    static Standing of(Path file) {
        try {
            for (Path at = file.toRealPath(); at != null; at = at.getParent()) {
                if (Files.isWritable(at) || isOwn(at)) {
                    return new Standing(
                            Assurance.ADVISORY,
                            "this user can change `" + at + "`, and so can an agent that runs as this user");
                }
            }
        } catch (IOException gone) {
            return new Standing(Assurance.ADVISORY, "`" + file + "` can't be looked at");
        }
        return new Standing(
                Assurance.MANAGED,
                "another user owns `" + file
                        + "` and every folder above it; contained it would be in a namespace of its own");
    }

    private static boolean isOwn(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }
}
