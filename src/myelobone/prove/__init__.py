"""Is the knowledge sound: proofs over its trees and tables, each finding with a witness."""
