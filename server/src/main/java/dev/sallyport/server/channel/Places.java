package dev.sallyport.server.channel;

import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.Channel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;

/** Makes places of configuration and reads their secrets; no message of this class repeats one. */
final class Places {
    private static final int LEAST_SECRET = 24;
    private static final String WEBHOOK_PREFIX = "whsec_";

    private Places() {}

    static Place of(Channel channel, Wire wire, InstantSource clock) {
        return switch (channel.kind()) {
            case Channel.Kind.Webhook kind ->
                new WebhookPlace(channel, kind, new Mac(webhookKey(channel, kind.secretFile())), wire, clock);
            case Channel.Kind.Slack kind ->
                new SlackPlace(
                        channel,
                        kind,
                        secret(channel, kind.tokenFile()),
                        new Mac(Mac.bytes(secret(channel, kind.signingSecretFile()))),
                        wire,
                        clock);
            case Channel.Kind.Teams kind -> new TeamsPlace(channel, address(channel, kind.urlFile()), wire);
        };
    }

    private static byte[] webhookKey(Channel channel, Path file) {
        String secret = secret(channel, file);
        if (!secret.startsWith(WEBHOOK_PREFIX)) {
            return Mac.bytes(secret);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(WEBHOOK_PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw fault(channel, file, "does not hold base64 after `whsec_`");
        }
    }

    private static String secret(Channel channel, Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.length() < LEAST_SECRET) {
                throw fault(channel, file, "holds fewer than " + LEAST_SECRET + " characters, which is no secret");
            }
            return secret;
        } catch (IOException e) {
            throw fault(channel, file, "can't be read");
        }
    }

    private static URI address(Channel channel, Path file) {
        try {
            URI url = URI.create(secret(channel, file));
            boolean plain = "http".equals(url.getScheme()) && channel.reach() == Channel.Reach.LOOPBACK;
            if (url.getHost() == null || url.getUserInfo() != null || !("https".equals(url.getScheme()) || plain)) {
                throw fault(channel, file, "does not hold one https:// address");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw fault(channel, file, "does not hold one https:// address");
        }
    }

    private static BadConfig fault(Channel channel, Path file, String what) {
        return new BadConfig("approvals.channels." + channel.name(), "`" + file + "` " + what);
    }
}
