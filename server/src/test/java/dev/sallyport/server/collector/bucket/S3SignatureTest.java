package dev.sallyport.server.collector.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four examples of "Authenticating Requests: Using the Authorization Header" in the Amazon S3 API Reference, key and all. */
class S3SignatureTest {
    private static final String ID = "AKIA" + "IOSFODNN7" + "EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI" + "/K7MDENG/" + "bPxRfiCYEXAMPLEKEY";
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String signed(String method, String path, String query, Map<String, String> further)
            throws IOException {
        TreeMap<String, String> headers = new TreeMap<>(Map.of(
                "host", "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256", NOTHING,
                "x-amz-date", "20130524T000000Z"));
        headers.putAll(further);
        String field = S3Signature.authorization(
                AccessKey.of(ID, SECRET, Optional.empty()), "us-east-1", method, path, query, headers);
        assertTrue(
                field.startsWith(
                        "AWS4-HMAC-SHA256 Credential=" + ID + "/20130524/us-east-1/s3/aws4_request,SignedHeaders="),
                field);
        return field.substring(field.indexOf("SignedHeaders="));
    }

    @Test
    void an_object_that_is_read_is_signed_as_published() throws IOException {
        assertEquals(
                "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                signed("GET", "/test.txt", "", Map.of("range", "bytes=0-9")));
    }

    @Test
    void an_object_that_is_written_is_signed_as_published() throws IOException {
        assertEquals(
                "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                        + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                signed(
                        "PUT",
                        "/test%24file.text",
                        "",
                        Map.of(
                                "date", "Fri, 24 May 2013 00:00:00 GMT",
                                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                                "x-amz-content-sha256",
                                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")));
    }

    @Test
    void a_question_about_the_bucket_is_signed_as_published() throws IOException {
        assertTrue(signed("GET", "/", "lifecycle=", Map.of())
                .endsWith("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
    }

    @Test
    void a_list_is_signed_as_published_whatever_the_order_of_its_parameters() throws IOException {
        String published = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
        assertTrue(signed("GET", "/", "max-keys=2&prefix=J", Map.of()).endsWith(published));
        assertTrue(signed("GET", "/", "prefix=J&max-keys=2", Map.of()).endsWith(published));
    }

    @Test
    void a_key_is_read_from_a_file_of_its_owner_or_from_the_environment_and_never_shown() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), ID + "\n" + SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String open =
                assertThrows(IOException.class, () -> AccessKey.in(file).read()).getMessage();
        assertTrue(String.valueOf(open).contains("0600"), open);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AccessKey read = AccessKey.in(file).read();
        assertEquals(ID + " " + SECRET, read.id() + " " + read.secret());
        assertEquals("AccessKey", read.toString());
        Map<String, String> variables = Map.of(
                "AWS_ACCESS_KEY_ID",
                ID,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "AWS_SESSION_TOKEN",
                "a-token-of-some-length");
        AccessKey told =
                AccessKey.in(name -> Optional.ofNullable(variables.get(name))).read();
        assertEquals(Optional.of("a-token-of-some-length"), told.session());
        assertThrows(
                IOException.class, () -> AccessKey.in(name -> Optional.empty()).read());
        IOException none =
                assertThrows(IOException.class, () -> AccessKey.of(ID, "with blanks " + SECRET, Optional.empty()));
        assertFalse(String.valueOf(none.getMessage()).contains(SECRET));
    }
}
