package io.sluice.registry;

import io.sluice.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The unpacked packages of deployed versions, each in a folder named after the SHA-256 of what is in it, so that equal
 * packages are kept once and none is ever changed. Methods block.
 */
public final class PackageStore {

    /** The file at a package's root that describes it. */
    public static final String MANIFEST = Manifest.FILE_NAME;

    private static final int COPY_BUFFER = 1 << 16;

    private final Path folder;
    private final PackageLimits limits;

    /** A store in the folder, which is made where it is missing. What an earlier runtime left half unpacked is removed. */
    public PackageStore(Path folder, PackageLimits limits) {
        this.folder = folder;
        this.limits = limits;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> leftovers = Files.list(folder)) {
                leftovers
                        .filter(path -> path.getFileName().toString().startsWith("unpacking"))
                        .forEach(FolderTree::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("package folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** A package in the store: its digest, where it is, and its manifest's text. */
    public record StoredPackage(String digest, Path folder, String manifest) {}

    /** Where the package of that digest is. */
    public Path folderOf(String digest) {
        return folder.resolve(digest);
    }

    /**
     * Unpacks a zip file into the store.
     *
     * @throws InvalidPackageException when it is no zip file, has no manifest, is too large, or has an entry that would
     *     leave its folder
     */
    public StoredPackage add(Path zip) {
        try {
            Path unpacking = Files.createTempDirectory(folder, "unpacking");
            try {
                String digest = unpack(zip, unpacking);
                String manifest = readManifest(unpacking.resolve(MANIFEST));
                publish(unpacking, folderOf(digest));
                return new StoredPackage(digest, folderOf(digest), manifest);
            } finally {
                FolderTree.delete(unpacking);
            }
        } catch (FileAlreadyExistsException e) {
            throw new InvalidPackageException("an entry is a file and a folder at once: '"
                    + Path.of(e.getFile()).getFileName() + "'");
        } catch (ZipException e) {
            throw new InvalidPackageException("the package must be a zip file with '" + MANIFEST
                    + "' at its root; this is not a zip file (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the package could not be stored below " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Removes every package whose digest is not among those in use. */
    public void retain(Set<String> digestsInUse) {
        try (Stream<Path> packages = Files.list(folder)) {
            packages.filter(path -> !digestsInUse.contains(path.getFileName().toString()))
                    .filter(path -> !path.getFileName().toString().startsWith("unpacking"))
                    .forEach(FolderTree::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("packages below " + folder + " could not be listed: " + e.getMessage(), e);
        }
    }

    private String unpack(Path zip, Path target) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        long unpacked = 0;
        try (ZipFile file = new ZipFile(zip.toFile())) {
            if (file.size() > limits.entries()) {
                throw new InvalidPackageException(
                        "a package has at most " + limits.entries() + " entries, this has " + file.size());
            }
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path path = inside(target, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    unpacked += copy(file, entry, path, limits.unpackedBytes() - unpacked, digests);
                }
            }
        }
        if (!digests.containsKey(MANIFEST)) {
            throw new InvalidPackageException("a package has '" + MANIFEST + "' at its root, this has "
                    + (digests.isEmpty()
                            ? "nothing"
                            : "none; its first file is '"
                                    + digests.keySet().iterator().next() + "'"));
        }
        return digestOf(digests);
    }

    /** The path of an entry below the folder; an entry that would be elsewhere is refused. */
    private static Path inside(Path target, String entry) {
        boolean absolute =
                entry.startsWith("/") || entry.contains("\\") || entry.contains(":") || entry.indexOf('\0') >= 0;
        if (!absolute && Stream.of(entry.split("/")).noneMatch(part -> part.equals("..") || part.equals("."))) {
            Path path = target.resolve(entry).normalize();
            if (path.startsWith(target) && !path.equals(target)) {
                return path;
            }
        }
        throw new InvalidPackageException(
                "an entry's path stays inside its package: relative, '/' between its parts, no '..', was '" + entry
                        + "'");
    }

    private long copy(ZipFile file, ZipEntry entry, Path path, long allowed, Map<String, String> digests)
            throws IOException {
        Files.createDirectories(path.getParent());
        MessageDigest sha = sha256();
        long size = 0;
        try (InputStream in = new DigestInputStream(file.getInputStream(entry), sha);
                OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[COPY_BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > allowed) {
                    throw new InvalidPackageException("a package's files have at most " + limits.unpackedBytes()
                            + " bytes together, exceeded by '" + entry.getName() + "'");
                }
                out.write(buffer, 0, read);
            }
        } catch (FileAlreadyExistsException e) {
            throw new InvalidPackageException(
                    "a package has each entry once, '" + entry.getName() + "' is there twice");
        }
        digests.put(entry.getName(), HexFormat.of().formatHex(sha.digest()));
        Programs.mark(path);
        return size;
    }

    private String readManifest(Path manifest) throws IOException {
        if (Files.size(manifest) > limits.manifestBytes()) {
            throw new InvalidPackageException(
                    MANIFEST + " has at most " + limits.manifestBytes() + " bytes, was " + Files.size(manifest));
        }
        try {
            return Files.readString(manifest);
        } catch (CharacterCodingException e) {
            throw new InvalidPackageException(MANIFEST + " must be text in UTF-8");
        }
    }

    private static void publish(Path unpacked, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String digestOf(Map<String, String> digests) {
        MessageDigest sha = sha256();
        digests.forEach((path, digest) -> sha.update((digest + " " + path + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
