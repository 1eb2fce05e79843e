package dev.sallyport.sigma.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads the YAML documents of a file; refuses what has two meanings or costs too much. Pure. */
public final class YamlReader {
    /** The most a file may hold, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private YamlReader() {}

    /**
     * The documents of a file in their order; empty documents are left out.
     *
     * @param file as messages shall name it
     * @param bytes UTF-8, with or without a byte order mark
     * @throws Refused with the place, if the file is no YAML, or is beyond a limit, or could be read in two ways
     */
    public static List<Node> read(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Refused(
                    "yaml_too_large",
                    file,
                    Place.START,
                    "the file has " + bytes.length + " bytes, the limit is " + MAX_BYTES);
        }
        return new Reading(file).documents(text(file, bytes));
    }

    private static String text(String file, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new Refused("yaml_malformed", file, Place.START, "the file is not UTF-8");
        }
    }

    /** One reading of one file. */
    private record Reading(String file) {
        List<Node> documents(String text) {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setSchema(new CoreSchema())
                    .setCodePointLimit(MAX_BYTES)
                    // The library loses count when a character of two units straddles two buffers: let one buffer hold
                    // all.
                    .setBufferSize(text.length() + 2)
                    .build();
            List<Node> documents = new ArrayList<>();
            try {
                for (org.snakeyaml.engine.v2.nodes.Node root : new Compose(settings).composeAllFromString(text)) {
                    new Conversion(file).document(root).ifPresent(documents::add);
                }
            } catch (MarkedYamlEngineException malformed) {
                throw new Refused(
                        "yaml_malformed",
                        file,
                        place(malformed.getProblemMark().or(malformed::getContextMark)),
                        malformed.getProblem());
            } catch (YamlEngineException malformed) {
                throw new Refused("yaml_malformed", file, Place.START, String.valueOf(malformed.getMessage()));
            } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
                // The library trips over some tags whose percent escapes are cut short or are no UTF-8.
                throw new Refused("yaml_malformed", file, Place.START, "a tag or an escape is cut short");
            }
            return documents;
        }
    }

    static Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(Place.START);
    }
}
