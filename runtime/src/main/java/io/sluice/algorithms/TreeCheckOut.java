package io.sluice.algorithms;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes a commit's tree to a folder, whoever made it: names that lead elsewhere, links, other repositories and more than
 * the limits allow are refused. Blocks.
 */
final class TreeCheckOut {

    private final Path folder;
    private final CheckOutLimits limits;
    private final ObjectChecker checker = new ObjectChecker();
    private int files;
    private long bytes;

    private TreeCheckOut(Path folder, CheckOutLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** Writes all of the tree to the folder, which must be empty. */
    static void write(ObjectReader objects, RevTree tree, Path folder, CheckOutLimits limits)
            throws IOException, BuildFailed {
        new TreeCheckOut(folder, limits).write(objects, tree);
    }

    private void write(ObjectReader objects, RevTree tree) throws IOException, BuildFailed {
        try (TreeWalk walk = new TreeWalk(objects)) {
            walk.addTree(tree);
            while (walk.next()) {
                Path path = inside(walk);
                FileMode mode = walk.getFileMode(0);
                if (mode == FileMode.TREE) {
                    folder(path, walk.getPathString());
                    walk.enterSubtree();
                } else if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
                    file(objects.open(walk.getObjectId(0), Constants.OBJ_BLOB), path, walk.getPathString());
                    permit(path, mode);
                } else {
                    throw new BuildFailed("'" + walk.getPathString() + "' is "
                            + (mode == FileMode.SYMLINK ? "a link" : "another repository")
                            + ", which is not followed; commit the files themselves");
                }
            }
        }
    }

    private Path inside(TreeWalk walk) throws BuildFailed {
        AbstractTreeIterator entry = walk.getTree(0, AbstractTreeIterator.class);
        byte[] name = new byte[entry.getNameLength()];
        entry.getName(name, 0);
        try {
            checker.checkPathSegment(name, 0, name.length);
            Path path = folder.resolve(walk.getPathString());
            if (path.normalize().equals(path) && path.startsWith(folder) && !path.equals(folder)) {
                return path;
            }
        } catch (CorruptObjectException | InvalidPathException e) {
            // Said below.
        }
        throw new BuildFailed("a file's path stays inside its repository, was '" + walk.getPathString() + "'");
    }

    private static void folder(Path path, String name) throws IOException, BuildFailed {
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw new BuildFailed("a source has each folder once, '" + name + "' is there twice");
        }
    }

    private void file(ObjectLoader content, Path path, String name) throws IOException, BuildFailed {
        files++;
        bytes += content.getSize();
        if (files > limits.files() || bytes > limits.bytes()) {
            throw new BuildFailed("a source has at most " + limits.files() + " files and " + limits.bytes()
                    + " bytes, exceeded by '" + name + "'");
        }
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            content.copyTo(out);
        } catch (FileAlreadyExistsException e) {
            throw new BuildFailed("a source has each file once, '" + name + "' is there twice");
        }
    }

    private static void permit(Path path, FileMode mode) throws IOException {
        if (mode == FileMode.EXECUTABLE_FILE) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
