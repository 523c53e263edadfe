package io.sluice.data;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds collections and files. It asks nobody for permission: {@link DataAccess} has been asked. It need not know accounts
 * or functions either.
 *
 * <p>What every store owes:
 *
 * <ul>
 *   <li>A reader sees the old file or the new one, whole; what was committed outlives a crash, what was not leaves nothing behind
 *       that stays after the next start.
 *   <li>A {@linkplain DataPath.Hosted hosted} collection is there once it was {@linkplain #create created}, even without files; its
 *       access list with it. All others are always there, and empty until the first file comes.
 *   <li>Lists are in {@link DataName#ORDER}. A page costs what a page has, however many files there are; files that come or
 *       go while a client pages may be missed or shown, all others are shown once.
 *   <li>Memory does not grow with the size of a file.
 *   <li>What others have put where it keeps things is skipped, not failed at.
 * </ul>
 *
 * <p>Methods block, and are for virtual threads; many may use one store at once. An {@link IOException} means that the store can't
 * do its work now.
 */
public interface DataStore {

    /** The names of accounts that have collections; {@code after}: only those beyond it. */
    Page<String> owners(@Nullable String after, int most) throws IOException;

    /** The names of an account's collections; {@code after}: only those beyond it. */
    Page<String> collections(DataPath.Owner owner, @Nullable String after, int most) throws IOException;

    /** The files in a collection; {@code after}: only those beyond it. An absent collection has none. */
    Page<StoredFile> files(DataPath.Collection collection, @Nullable String after, int most) throws IOException;

    /** Who may read the collection; empty where there is none. */
    Optional<ReadAcl> acl(DataPath.Hosted collection) throws IOException;

    /** Makes a collection; false where there is one of that name, which stays as it was. */
    boolean create(DataPath.Hosted collection, ReadAcl acl) throws IOException;

    /** Says who may read a collection from now on; false where there is none. */
    boolean change(DataPath.Hosted collection, ReadAcl acl) throws IOException;

    /**
     * Deletes a collection with its files.
     *
     * @param force whether it may have files
     * @return how many files there were; empty where there was no such collection
     * @throws DataFailure.NotEmpty when it has files and may not
     */
    Optional<Long> delete(DataPath.Collection collection, boolean force) throws IOException;

    /** Deletes a file; false where there is none. */
    boolean delete(DataPath.File file) throws IOException;

    /** What is known of a file; empty where there is none. */
    Optional<StoredFile> find(DataPath.File file) throws IOException;

    /** Opens a file for reading; empty where there is none. */
    Optional<Download> open(DataPath.File file) throws IOException;

    /**
     * Begins to take a file in.
     *
     * @throws DataFailure.NotFound when there is no such collection
     */
    Upload upload(DataPath.File file) throws IOException;

    /**
     * Deletes the {@linkplain DataPath.Life#TEMP temporary} files of functions that were put there before that moment, and what
     * other runtimes that are gone have left in sessions and spools. A file
     * that can't be deleted is logged and left to the next time; a file that is replaced meanwhile stays.
     */
    void deleteTemporary(Instant before);
}
