package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.name.Ecosystem;

/** One thing that a command or a manifest would install, or where it would come from. */
public sealed interface Install {
    /** Whose registry it is about. */
    Ecosystem ecosystem();

    /**
     * A package by its name.
     *
     * @param name as written
     * @param version a version, a range, a tag, or empty
     */
    record Named(Ecosystem ecosystem, String name, String version) implements Install {}

    /**
     * From a repository, an address or an archive.
     *
     * @param where as written
     */
    record Direct(Ecosystem ecosystem, String where) implements Install {}

    /**
     * Something whose name can't be known from the call: a variable, a file with a list.
     *
     * @param what as far as it is known
     */
    record Unread(Ecosystem ecosystem, String what) implements Install {}

    /**
     * The index or registry that names are looked up in.
     *
     * @param url as written
     * @param beside whether it is asked beside the usual one, so that whoever has the higher version wins
     */
    record Index(Ecosystem ecosystem, String url, boolean beside) implements Install {}

    /**
     * A script that a package runs when it is installed.
     *
     * @param line the shell line
     */
    record Script(Ecosystem ecosystem, String line) implements Install {}
}
